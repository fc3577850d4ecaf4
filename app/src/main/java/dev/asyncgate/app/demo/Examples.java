package dev.asyncgate.app.demo;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.Behaviour;
import dev.asyncgate.workers.demo.Demo;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The leases of the last minutes to which each line points. */
final class Examples {

    private static final Duration STORM = Duration.ofSeconds(1);

    private final Map<LookLine, List<LeaseSpan>> found;

    private Examples(Map<LookLine, List<LeaseSpan>> found) {
        this.found = found;
    }

    /**
     * Looks through leases.
     *
     * @param leases in the order of their acquisition
     * @param mostRenewals how often a lease may be renewed
     */
    static Examples among(List<LeaseSpan> leases, List<WorkerView> workers, int mostRenewals) {
        var facts = new Facts(
                tasks(leases, LeaseEnd.COMPLETED),
                tasks(leases, LeaseEnd.RETRIED),
                workers.stream()
                        .filter(worker -> worker.behaviour() == Behaviour.FORGETFUL)
                        .map(WorkerView::id)
                        .collect(Collectors.toSet()),
                mostRenewals,
                storm(leases));
        Map<LookLine, List<LeaseSpan>> found = new EnumMap<>(LookLine.class);
        for (LookLine line : LookLine.values()) {
            found.put(line, leases.stream().filter(facts.of(line)).toList());
        }
        return new Examples(found);
    }

    private static Set<UUID> tasks(List<LeaseSpan> leases, LeaseEnd end) {
        return leases.stream().filter(ended(end)).map(LeaseSpan::taskId).collect(Collectors.toSet());
    }

    private static Predicate<LeaseSpan> ended(LeaseEnd end) {
        return lease -> lease.endReason() == end;
    }

    /** The most leases that ran out within a second. */
    private static Set<LeaseSpan> storm(List<LeaseSpan> leases) {
        List<LeaseSpan> expired = leases.stream()
                .filter(ended(LeaseEnd.EXPIRED))
                .sorted(Comparator.comparing(LeaseSpan::expiresAt))
                .toList();
        List<LeaseSpan> most = List.of();
        int first = 0;
        for (int last = 0; last < expired.size(); last++) {
            Instant from = expired.get(last).expiresAt().minus(STORM);
            while (expired.get(first).expiresAt().isBefore(from)) {
                first++;
            }
            if (last - first >= most.size()) {
                most = expired.subList(first, last + 1);
            }
        }
        return Set.copyOf(most);
    }

    /** What can be told of a lease only beside the others. */
    private record Facts(
            Set<UUID> completed, Set<UUID> retried, Set<String> forgetful, int mostRenewals, Set<LeaseSpan> storm) {

        private Predicate<LeaseSpan> of(LookLine line) {
            return switch (line) {
                case EXPIRED -> ended(LeaseEnd.EXPIRED);
                case TAKEN_OVER -> ended(LeaseEnd.EXPIRED).and(lease -> completed.contains(lease.taskId()));
                case REFUSED -> lease -> !lease.lateAttempts().isEmpty();
                case DISCHARGED, COMPLETED -> ended(LeaseEnd.COMPLETED);
                case RENEWED -> lease -> !lease.renewals().isEmpty();
                case SPENT -> lease -> lease.renewals().size() >= mostRenewals;
                case GIVEN_BACK -> ended(LeaseEnd.RELEASED);
                case RETRIED -> ended(LeaseEnd.RETRIED);
                case FAILED -> ended(LeaseEnd.FAILED);
                case RECOVERED -> ended(LeaseEnd.COMPLETED).and(lease -> retried.contains(lease.taskId()));
                case DELEGATED, FLOWED_BACK ->
                    ended(LeaseEnd.COMPLETED)
                            .and(lease -> Demo.delegatingTypes().contains(lease.type()));
                case OPEN -> ended(LeaseEnd.COMPLETED).and(lease -> forgetful.contains(lease.workerId()));
                case STORM -> storm::contains;
                case SUBMITTED, WAITING, CLAIMED, UNLOCATED -> lease -> false;
            };
        }
    }

    /** The newest that was found for a line; null when there was none in the last minutes. */
    @Nullable LeaseSpan newest(LookLine line) {
        List<LeaseSpan> leases = all(line);
        return leases.isEmpty() ? null : leases.getLast();
    }

    /** How many were found for a line. */
    long count(LookLine line) {
        return all(line).size();
    }

    private List<LeaseSpan> all(LookLine line) {
        return found.getOrDefault(line, List.of());
    }
}
