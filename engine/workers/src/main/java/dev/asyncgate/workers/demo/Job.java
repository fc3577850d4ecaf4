package dev.asyncgate.workers.demo;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A kind of simulated work: who asks for it, how long it takes at normal speed, and what it leaves behind. */
enum Job {
    REPORT("report.render", PrincipalKind.AGENT, "planner", "pdf"),
    EMBEDDINGS("embeddings.build", PrincipalKind.AGENT, "writer", "npy"),
    DATASET("dataset.extract", PrincipalKind.SERVICE, "ingest", "parquet"),
    MAIL("mail.digest", PrincipalKind.SERVICE, "mailer", "eml"),
    CRAWL("crawl.page", PrincipalKind.AGENT, "planner", "html"),
    /** So small that hundreds are asked for at once. */
    THUMB("thumb.make", PrincipalKind.SERVICE, "gallery", "webp");

    private final String type;
    private final PrincipalKind ownerKind;
    private final String ownerId;
    private final String suffix;

    Job(String type, PrincipalKind ownerKind, String ownerId, String suffix) {
        this.type = type;
        this.ownerKind = ownerKind;
        this.ownerId = ownerId;
        this.suffix = suffix;
    }

    /** So many of a hundred tasks that nobody's work has caused. */
    private int weight() {
        return switch (this) {
            case REPORT -> 12;
            case EMBEDDINGS -> 14;
            case DATASET -> 8;
            case MAIL -> 28;
            case CRAWL -> 38;
            case THUMB -> 0;
        };
    }

    /** The types of everyday work. */
    static List<String> everydayTypes() {
        return Arrays.stream(values())
                .filter(job -> job.weight() > 0)
                .map(Job::type)
                .toList();
    }

    String type() {
        return type;
    }

    Principal owner() {
        return Principal.of(ownerKind, ownerId);
    }

    int priority() {
        return switch (this) {
            case REPORT -> 10;
            case EMBEDDINGS -> 5;
            case DATASET, MAIL, CRAWL, THUMB -> 0;
        };
    }

    /** Where the work of a task of this kind would be found. */
    String artifact(String taskId) {
        return "s3://demo/%s/%s.%s".formatted(type, taskId, suffix);
    }

    /** The kind with this type; the page for a type that people have made up. */
    static Job ofType(String type) {
        for (Job job : values()) {
            if (job.type.equals(type)) {
                return job;
            }
        }
        return CRAWL;
    }

    /** A kind, as often as its weight says. */
    static Job pick(Random random) {
        int drawn = random.nextInt(100);
        for (Job job : values()) {
            drawn -= job.weight();
            if (drawn < 0) {
                return job;
            }
        }
        throw new AssertionError("the weights add up to a hundred");
    }

    /** How long it takes this time, in seconds at normal speed. */
    double drawSeconds(Random random) {
        return switch (this) {
            case REPORT -> between(random, 12, 40);
            case EMBEDDINGS -> between(random, 6, 22);
            case DATASET -> between(random, 30, 70);
            case MAIL -> between(random, 2, 8);
            case CRAWL -> between(random, 1, 6);
            case THUMB -> between(random, 0.5, 1.5);
        };
    }

    /** Nobody works without a break; it also sets the leases of a lane apart. In simulated time. */
    Duration drawBreath(Random random) {
        return Duration.ofMillis(this == THUMB ? random.nextLong(50, 300) : random.nextLong(300, 2500));
    }

    private static double between(Random random, double from, double to) {
        return Math.round(random.nextDouble(from, to) * 10) / 10.0;
    }
}
