package dev.asyncgate.app.workers;

import dev.asyncgate.lease.QueuedDemand;
import dev.asyncgate.lease.SeenWorker;
import dev.asyncgate.lease.SeenWorkers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was read at one instant.
 *
 * @param holding how many workers held a lease in each minute of the last hour, oldest first; empty where there were too
 *     many leases to count
 */
record Reading(Span span, SeenWorkers seen, List<QueuedDemand> demand, List<Integer> holding) {

    Reading {
        demand = List.copyOf(demand);
        holding = List.copyOf(holding);
    }

    Instant at() {
        return seen.at();
    }

    List<SeenWorker> workers() {
        return seen.workers();
    }

    long count(Standing standing) {
        return workers().stream()
                .filter(worker -> Standing.of(worker, at()) == standing)
                .count();
    }

    /** Every capability that somebody offers, by name. */
    Set<String> capabilities() {
        var all = new TreeSet<String>();
        workers().forEach(worker -> all.addAll(worker.capabilities()));
        return all;
    }

    /** How many workers that are not gone have all of these. */
    long having(List<String> capabilities) {
        return workers().stream()
                .filter(worker -> Standing.of(worker, at()) != Standing.GONE)
                .filter(worker -> worker.capabilities().containsAll(capabilities))
                .count();
    }
}
