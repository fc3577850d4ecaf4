/** Workers that run on the engine: for now the simulated ones of the demo. */
module dev.asyncgate.workers {
    requires transitive dev.asyncgate.core;
    requires org.slf4j;
    requires static org.jspecify;
}
