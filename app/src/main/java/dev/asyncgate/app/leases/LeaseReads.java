package dev.asyncgate.app.leases;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.receipt.GetLineage;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

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

    private static LeaseData leases(Inspector inspector, Question question) {
        TimeWindow window = question.window();
        LeaseWindow leases = inspector.leases(window.from(), window.to(), LevelOfDetail.FETCHED);
        var scale = new TimeScale(window, question.width(), List.of());
        return new LeaseData(
                leases,
                question.laneBy(),
                LevelOfDetail.needsCounts(leases.leases(), leases.truncated(), question.laneBy(), scale),
                LevelOfDetail.bucketLength(scale),
                inspector.nextExpiry().orElse(null));
    }

    private static LeaseDossier dossier(Inspector inspector, UUID leaseId, UUID taskId) {
        List<LeaseSpan> ofTask = inspector.leasesOfTask(taskId);
        LeaseSpan lease = ofTask.stream()
                .filter(candidate -> candidate.leaseId().equals(leaseId))
                .findFirst()
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
}
