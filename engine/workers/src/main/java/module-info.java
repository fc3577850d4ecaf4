/** The kit that any worker can stand on, the reference workers, the scheduler, and the simulated ones of the demo. */
module dev.asyncgate.workers {
    requires transitive dev.asyncgate.core;
    requires java.net.http;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.asyncgate.workers;
    exports dev.asyncgate.workers.demo;
    exports dev.asyncgate.workers.reference;
    exports dev.asyncgate.workers.scheduler;
}
