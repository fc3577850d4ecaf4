package dev.asyncgate.workers.demo;

import java.time.Duration;
import java.util.List;

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
                        steady("web-1", 10, Job.CRAWL, Job.MAIL),
                        steady("mail-1", 15, Job.MAIL, Job.CRAWL));
            case CRASHING ->
                List.of(
                        crashing("crash-1"),
                        crashing("crash-2"),
                        crashing("crash-3"),
                        crashing("crash-4"),
                        steady("sim-1", 12),
                        steady("sim-2", 12));
        };
    }

    private static CastMember steady(String workerId, int ttlSeconds, Job... jobs) {
        return new CastMember(workerId, Behaviour.STEADY, Duration.ofSeconds(ttlSeconds), List.of(jobs));
    }

    /** Its leases are as short as leases may be, so that their end can be seen soon. */
    private static CastMember crashing(String workerId) {
        return new CastMember(workerId, Behaviour.CRASHING, Duration.ofSeconds(10), List.of());
    }
}
