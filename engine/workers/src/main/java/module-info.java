/** Workers that run on the engine: the loop that any worker can stand on, and the simulated ones of the demo. */
module dev.asyncgate.workers {
    requires transitive dev.asyncgate.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.asyncgate.workers;
    exports dev.asyncgate.workers.demo;
    exports dev.asyncgate.workers.scheduler;
}
