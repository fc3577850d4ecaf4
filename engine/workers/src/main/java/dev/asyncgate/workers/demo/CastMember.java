package dev.asyncgate.workers.demo;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A worker of a scenario's cast.
 *
 * @param ttl of its leases
 * @param jobs what it takes; empty for everything
 */
record CastMember(String workerId, Behaviour behaviour, Duration ttl, List<Job> jobs) {

    CastMember {
        jobs = List.copyOf(jobs);
    }

    List<String> acceptTypes() {
        return jobs.stream().map(Job::type).toList();
    }

    /** Who plays in a scenario. */
    static List<CastMember> of(Scenario scenario) {
        return switch (scenario) {
            case STEADY ->
                List.of(
                        steady("gpu-1", 20, Job.REPORT, Job.EMBEDDINGS),
                        steady("gpu-2", 20, Job.REPORT, Job.EMBEDDINGS),
                        steady("etl-1", 12, Job.DATASET, Job.CRAWL),
                        steady("etl-2", 12, Job.DATASET, Job.EMBEDDINGS),
                        steady("web-1", 10, Job.CRAWL, Job.MAIL, Job.THUMB),
                        steady("mail-1", 15, Job.MAIL, Job.CRAWL, Job.THUMB));
            case BURST -> several("thumb", 8, Behaviour.STEADY);
            case CRASHING -> with(several("crash", 4, Behaviour.CRASHING), helpers(2));
            case HOARDING -> with(several("hoard", 2, Behaviour.HOARDING), helpers(3));
            case FLAKY -> several("flaky", 4, Behaviour.FLAKY);
            case UNLOCATABLE -> with(several("forget", 3, Behaviour.FORGETFUL), helpers(2));
            case DELEGATION_TREE ->
                List.of(
                        agent("lead-1", Job.REPORT),
                        agent("lead-2", Job.REPORT),
                        agent("editor-1", Job.EMBEDDINGS),
                        agent("editor-2", Job.EMBEDDINGS),
                        agent("editor-3", Job.EMBEDDINGS),
                        steady("hand-1", 10, Job.CRAWL, Job.DATASET, Job.MAIL, Job.THUMB),
                        steady("hand-2", 10, Job.CRAWL, Job.DATASET, Job.MAIL, Job.THUMB),
                        steady("hand-3", 10, Job.CRAWL, Job.DATASET, Job.MAIL, Job.THUMB));
            case EXPIRY_STORM -> with(several("storm", 8, Behaviour.CRASHING_TOGETHER), helpers(4));
        };
    }

    /** Who plays when several scenarios are shown beside each other: the most telling of each, as many as lanes fit. */
    static List<CastMember> ofRehearsal() {
        return Stream.of(
                        of(Scenario.STEADY),
                        several("crash", 3, Behaviour.CRASHING),
                        several("hoard", 2, Behaviour.HOARDING),
                        several("flaky", 1, Behaviour.FLAKY))
                .flatMap(List::stream)
                .toList();
    }

    /** Takes everything, on leases as short as leases may be, so that their end can be seen soon. */
    private static List<CastMember> several(String name, int count, Behaviour behaviour) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> new CastMember(name + "-" + n, behaviour, Duration.ofSeconds(10), List.of()))
                .toList();
    }

    /** Who works what the others leave. */
    private static List<CastMember> helpers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> steady("sim-" + n, 12))
                .toList();
    }

    private static CastMember steady(String workerId, int ttlSeconds, Job... jobs) {
        return new CastMember(workerId, Behaviour.STEADY, Duration.ofSeconds(ttlSeconds), List.of(jobs));
    }

    private static CastMember agent(String workerId, Job... jobs) {
        return new CastMember(workerId, Behaviour.DELEGATING, Duration.ofSeconds(12), List.of(jobs));
    }

    private static List<CastMember> with(List<CastMember> some, List<CastMember> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
