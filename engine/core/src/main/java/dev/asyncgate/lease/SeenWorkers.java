package dev.asyncgate.lease;

import java.time.Instant;
import java.util.List;

/**
 * The workers seen lately, by name.
 *
 * @param at when they were looked at
 * @param workers at most {@value ListWorkers#MOST_WORKERS}, those seen last
 * @param total how many there are
 * @param complete whether every lease of the time was read; otherwise the newest {@value ListWorkers#MOST_LEASES} were
 */
public record SeenWorkers(Instant at, List<SeenWorker> workers, int total, boolean complete) {

    /** Nobody has been seen. */
    static final SeenWorkers NONE = new SeenWorkers(Instant.EPOCH, List.of(), 0, true);

    public SeenWorkers {
        workers = List.copyOf(workers);
    }
}
