package dev.asyncgate.app.asof;

import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was beside how it is now.
 *
 * @param now null when retention has taken it away
 * @param leases every lease that it has had until now, oldest first
 * @param obligation the receipt that made it owed; null when retention has taken it away
 * @param leaseId the lease that is looked at; null when it is the task itself
 */
record PastDossier(
        UUID taskId,
        Instant at,
        TaskAsOf.Answer then,
        @Nullable Task now,
        List<LeaseSpan> leases,
        @Nullable UUID obligation,
        @Nullable UUID leaseId) {

    PastDossier {
        leases = List.copyOf(leases);
    }

    /** The lease that is looked at, as it is known now. */
    Optional<LeaseSpan> lease() {
        return leases.stream().filter(lease -> lease.leaseId().equals(leaseId)).findFirst();
    }

    /** The lease that was live on the task at the instant, as it was known then. */
    Optional<LeaseSpan> holder() {
        return leases.stream()
                .flatMap(lease -> lease.asOf(at).stream())
                .filter(LeaseSpan::isLive)
                .findFirst();
    }
}
