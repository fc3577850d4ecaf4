package dev.asyncgate.app.asof;

import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; run off the FX thread. */
final class AsOfReads {

    private final Inspector inspector;

    AsOfReads(Inspector inspector) {
        this.inspector = inspector;
    }

    HistorySpan.Span span() {
        return inspector.historySpan();
    }

    Activity activity(Range range) {
        Duration length = Activity.bucketOf(range);
        int buckets = Math.toIntExact(range.length().toSeconds() / length.toSeconds() + 1);
        return new Activity(
                range, length, inspector.leaseBuckets(LeaseBuckets.Lane.ALL, range.from(), length, buckets));
    }

    Reading read(Instant at, Step step) {
        AsOf past = inspector.asOf(at);
        return new Reading(
                at,
                past.figures(),
                inspector.countTasks(),
                inspector.countOpenObligations(),
                past.pausedTypes(),
                past.next(step.kind()));
    }

    /** The instant of the event so many further on, or as far as there are any; empty without one. */
    Optional<Instant> moved(Instant from, NearestEvent.Kind kind, int by) {
        Instant at = from;
        for (int i = 0; i < Math.abs(by); i++) {
            AsOf past = inspector.asOf(at);
            Optional<NearestEvent.Event> event = by > 0 ? past.next(kind) : past.previous(kind);
            if (event.isEmpty()) {
                break;
            }
            at = event.get().at();
        }
        return at.equals(from) ? Optional.empty() : Optional.of(at);
    }

    PastDossier dossier(Instant at, UUID taskId, @Nullable UUID leaseId) {
        TaskAsOf.Answer then = inspector.asOf(at).task(taskId);
        boolean gone = then instanceof TaskAsOf.Answer.Archived;
        Task now = gone ? null : inspector.getTask(taskId);
        List<LeaseSpan> leases = gone ? List.of() : inspector.leasesOfTask(taskId);
        return new PastDossier(taskId, at, then, now, leases, gone ? null : obligation(taskId), leaseId);
    }

    private @Nullable UUID obligation(UUID taskId) {
        var assigned = new LedgerFilter(taskId, null, ReceiptType.TASK_ASSIGNED, null);
        return inspector.ledger(assigned, Ledger.Order.OLDEST_FIRST, null, 1).entries().stream()
                .map(entry -> entry.receipt().receiptId())
                .findFirst()
                .orElse(null);
    }

    /** The newest task that there was, if any. */
    Optional<UUID> newestTask(Instant at) {
        return inspector.asOf(at).tasks(Set.of(), 1, null).tasks().stream()
                .map(TaskThen::taskId)
                .findFirst();
    }
}
