package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the inspector tells of one lease.
 *
 * @param taskStatus the state of its task now
 * @param ofTask every lease of its task, oldest first
 * @param receipts those that name it, oldest first
 */
record LeaseDossier(LeaseSpan lease, TaskStatus taskStatus, List<LeaseSpan> ofTask, List<Receipt> receipts) {

    LeaseDossier {
        ofTask = List.copyOf(ofTask);
        receipts = List.copyOf(receipts);
    }

    /** Something that happened to a lease. */
    sealed interface Event {
        Instant at();

        record Claimed(Instant at, Duration ttl) implements Event {}

        record Started(Instant at) implements Event {}

        record Renewed(Instant at, Instant expiresAt) implements Event {}

        /** {@code late} is how long after its expiry the sweep ended it; zero for any other end. */
        record Ended(Instant at, LeaseEnd reason, Duration late) implements Event {}
    }

    /** What happened to the lease, oldest first. */
    List<Event> events() {
        var events = new ArrayList<Event>();
        events.add(new Event.Claimed(lease.acquiredAt(), lease.ttl()));
        if (lease.startedAt() != null) {
            events.add(new Event.Started(lease.startedAt()));
        }
        lease.renewals().forEach(renewal -> events.add(new Event.Renewed(renewal.at(), renewal.expiresAt())));
        events.sort(java.util.Comparator.comparing(Event::at));
        if (lease.endedAt() != null && lease.endReason() != null) {
            Duration late = lease.endReason() == LeaseEnd.EXPIRED
                    ? Duration.between(lease.expiresAt(), lease.endedAt())
                    : Duration.ZERO;
            events.add(new Event.Ended(lease.endedAt(), lease.endReason(), late));
        }
        return List.copyOf(events);
    }

    /** How long it has been held, up to its end or an instant. */
    static Duration held(LeaseSpan lease, Instant now) {
        return Duration.between(lease.acquiredAt(), lease.endedAt() == null ? now : lease.endedAt());
    }

    UUID leaseId() {
        return lease.leaseId();
    }
}
