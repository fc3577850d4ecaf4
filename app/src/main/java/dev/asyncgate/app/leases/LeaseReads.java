package dev.asyncgate.app.leases;

import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.lease.NextExpiry.Expiry;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; run off the FX thread. */
record LeaseReads(
        Function<Question, LeaseData> leases,
        Function<LeaseCounts.Slice, List<LeaseBucket>> count,
        BiFunction<UUID, UUID, LeaseDossier> dossier) {

    private static final int MOST_RECEIPTS = 1000;

    /** Which leases: those of a window, that will be drawn so many px wide. */
    record Question(TimeWindow window, double width, LaneBy laneBy) {}

    static LeaseReads of(Inspector inspector) {
        return new LeaseReads(
                question -> leases(inspector, question),
                slice -> inspector.leaseBuckets(slice.lane(), slice.from(), slice.bucket(), LeaseCounts.BUCKETS),
                (leaseId, taskId) -> dossier(inspector, leaseId, taskId));
    }

    /**
     * The same as of an earlier instant, which may change from one question to the next. Counts are of whole buckets; those
     * that were not over at the instant are left to whoever draws them.
     */
    static LeaseReads asOf(Inspector inspector, Supplier<Instant> at) {
        return new LeaseReads(
                question -> leasesAsOf(inspector.asOf(at.get()), question),
                of(inspector).count(),
                (leaseId, taskId) -> dossierAsOf(inspector.asOf(at.get()), leaseId, taskId));
    }

    private static LeaseData leasesAsOf(AsOf past, Question question) {
        return data(past.leases(question.window().from(), LevelOfDetail.FETCHED), question, null);
    }

    private static LeaseData leases(Inspector inspector, Question question) {
        TimeWindow window = question.window();
        return data(
                inspector.leases(window.from(), window.to(), LevelOfDetail.FETCHED),
                question,
                inspector.nextExpiry().orElse(null));
    }

    private static LeaseData data(LeaseWindow leases, Question question, @Nullable Expiry nextExpiry) {
        var scale = new TimeScale(question.window(), question.width(), List.of());
        return new LeaseData(
                leases,
                question.laneBy(),
                LevelOfDetail.needsCounts(leases.leases(), leases.truncated(), question.laneBy(), scale),
                LevelOfDetail.bucketLength(scale),
                nextExpiry);
    }

    private static LeaseDossier dossierAsOf(AsOf past, UUID leaseId, UUID taskId) {
        List<LeaseSpan> ofTask = past.leasesOfTask(taskId);
        LeaseSpan lease = named(ofTask, leaseId)
                .orElseThrow(() -> new GateException(
                        ErrorCode.INVALID_REQUEST,
                        "Lease " + leaseId + " had not been acquired at " + past.at() + "."));
        Lineage lineage = past.lineage(taskId, GetLineage.Scope.TASK, MOST_RECEIPTS);
        return new LeaseDossier(
                lease,
                TaskStatus.ofWireName(lineage.tasks().getFirst().status()),
                ofTask,
                lineage.receipts().stream()
                        .filter(receipt -> leaseId.equals(receipt.leaseId()))
                        .toList());
    }

    private static LeaseDossier dossier(Inspector inspector, UUID leaseId, UUID taskId) {
        List<LeaseSpan> ofTask = inspector.leasesOfTask(taskId);
        LeaseSpan lease = named(ofTask, leaseId)
                .orElseThrow(() -> new GateException(
                        ErrorCode.INVALID_REQUEST,
                        "Task " + taskId + " has no lease " + leaseId + "; choose one that the timeline shows."));
        return new LeaseDossier(
                lease,
                inspector.getTask(taskId).status(),
                ofTask,
                inspector.lineage(taskId, GetLineage.Scope.TASK, MOST_RECEIPTS).receipts().stream()
                        .filter(receipt -> leaseId.equals(receipt.leaseId()))
                        .toList());
    }

    private static Optional<LeaseSpan> named(List<LeaseSpan> leases, UUID leaseId) {
        return leases.stream()
                .filter(candidate -> candidate.leaseId().equals(leaseId))
                .findFirst();
    }
}
