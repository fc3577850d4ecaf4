package dev.asyncgate.app.workers;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.SeenWorker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All about one worker.
 *
 * @param leases its newest within a day, oldest first
 * @param at when they were read
 */
record WorkerDossier(SeenWorker worker, List<LeaseSpan> leases, Instant at) {

    WorkerDossier {
        leases = List.copyOf(leases);
    }

    /** How its leases of one type ended. */
    record OfType(String type, Map<LeaseEnd, Integer> ended) {

        int leases() {
            return ended.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** In per cent: those that failed for good or are to be tried again. */
        double failed() {
            int failed = ended.getOrDefault(LeaseEnd.FAILED, 0) + ended.getOrDefault(LeaseEnd.RETRIED, 0);
            return leases() == 0 ? 0 : 100.0 * failed / leases();
        }
    }

    /** The most frequent type first. */
    List<OfType> byType() {
        var types = new TreeMap<String, Map<LeaseEnd, Integer>>();
        for (LeaseSpan lease : leases) {
            LeaseEnd end = lease.endReason();
            if (end != null) {
                types.computeIfAbsent(lease.type(), it -> new EnumMap<>(LeaseEnd.class))
                        .merge(end, 1, Integer::sum);
            }
        }
        List<OfType> all = new ArrayList<>();
        types.forEach((type, ended) -> all.add(new OfType(type, ended)));
        all.sort(Comparator.comparingInt(OfType::leases).reversed());
        return all;
    }

    /** How many leases were renewed how often: from 0 to {@code most} or more. */
    List<Integer> renewals(int most) {
        int[] counts = new int[most + 1];
        leases.forEach(lease -> counts[Math.min(most, lease.renewals().size())]++);
        return IntStream.of(counts).boxed().toList();
    }

    /** Every call that came too late, oldest first. */
    List<LeaseSpan.LateAttempt> lateAttempts() {
        return leases.stream()
                .flatMap(lease -> lease.lateAttempts().stream())
                .sorted(Comparator.comparing(LeaseSpan.LateAttempt::at))
                .toList();
    }
}
