package dev.asyncgate.app.demo;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.Demo;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest lease of each kind that the place points at; null where there was none in the last minutes.
 *
 * @param takenOver one that ran out and whose task was completed by somebody afterwards
 * @param refused one whose past holder was refused
 * @param delegating one of a task that caused others
 */
record Examples(
        @Nullable LeaseSpan expired,
        @Nullable LeaseSpan takenOver,
        @Nullable LeaseSpan refused,
        @Nullable LeaseSpan completed,
        @Nullable LeaseSpan renewed,
        @Nullable LeaseSpan retried,
        @Nullable LeaseSpan delegating) {

    /** Looks through leases in the order of their acquisition. */
    static Examples among(List<LeaseSpan> leases) {
        var completedTasks = leases.stream()
                .filter(lease -> lease.endReason() == LeaseEnd.COMPLETED)
                .map(LeaseSpan::taskId)
                .collect(Collectors.toSet());
        Predicate<LeaseSpan> wasExpired = lease -> lease.endReason() == LeaseEnd.EXPIRED;
        Set<String> delegating = Demo.delegatingTypes();
        return new Examples(
                newest(leases, wasExpired),
                newest(leases, wasExpired.and(lease -> completedTasks.contains(lease.taskId()))),
                newest(leases, lease -> !lease.lateAttempts().isEmpty()),
                newest(leases, lease -> lease.endReason() == LeaseEnd.COMPLETED),
                newest(leases, lease -> !lease.renewals().isEmpty()),
                newest(leases, lease -> lease.endReason() == LeaseEnd.RETRIED),
                newest(leases, lease -> delegating.contains(lease.type()) && lease.endReason() == LeaseEnd.COMPLETED));
    }

    private static @Nullable LeaseSpan newest(List<LeaseSpan> leases, Predicate<LeaseSpan> wanted) {
        return leases.reversed().stream().filter(wanted).findFirst().orElse(null);
    }
}
