/** The measuring harness: what the engine costs, beside hand-written SQL of the same effect, in the same run. */
module dev.asyncgate.bench {
    requires transitive dev.asyncgate.core;
    requires dev.asyncgate.gateway;
    requires dev.asyncgate.workers;
    requires jdk.management;
    requires static transitive org.jspecify;

    exports dev.asyncgate.bench;

    uses dev.asyncgate.bench.Peer;
}
