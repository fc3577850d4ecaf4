package dev.asyncgate.app.leases;

import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the place asks the engine; run off the FX thread. */
record LeaseReads(
        Function<Question, LeaseData> leases,
        Function<TimeWindow, Overview> overview,
        BiFunction<UUID, UUID, LeaseDossier> dossier) {

    private static final int MOST_RECEIPTS = 1000;

    /** Which leases: those of a window, that will be drawn so many px wide. */
    record Question(TimeWindow window, double width, LaneBy laneBy) {}

    static LeaseReads of(Inspector inspector) {
        return new LeaseReads(
                question -> leases(inspector, question),
                range -> new Overview(
                        range,
                        inspector.leaseBuckets(LeaseBuckets.Lane.ALL, range.from(), Overview.BUCKET, Overview.COUNT)),
                (leaseId, taskId) -> dossier(inspector, leaseId, taskId));
    }

    /** The same as of an earlier instant, which may change from one question to the next. */
    static LeaseReads asOf(Inspector inspector, Supplier<Instant> at) {
        return new LeaseReads(
                question -> leasesAsOf(inspector.asOf(at.get()), inspector, question),
                range -> new Overview(range, List.of()),
                (leaseId, taskId) -> dossierAsOf(inspector.asOf(at.get()), leaseId, taskId));
    }

    private static LeaseData leasesAsOf(AsOf past, Inspector inspector, Question question) {
        TimeWindow window = question.window();
        LeaseWindow leases = past.leases(window.from(), LevelOfDetail.FETCHED);
        var scale = new TimeScale(window, question.width(), List.of());
        Duration length = LevelOfDetail.bucketLength(scale);
        List<LeaseBucket> buckets = LevelOfDetail.needsCounts(leases.leases(), leases.total(), question.laneBy(), scale)
                ? counts(inspector, question, length).stream()
                        .filter(bucket -> bucket.from().plus(length).isBefore(past.at()))
                        .toList()
                : List.of();
        return new LeaseData(leases, question.laneBy(), buckets, length, null);
    }

    private static LeaseDossier dossierAsOf(AsOf past, UUID leaseId, UUID taskId) {
        List<LeaseSpan> ofTask = past.leasesOfTask(taskId);
        LeaseSpan lease = named(ofTask, leaseId)
                .orElseThrow(() -> new GateException(
                        ErrorCode.INVALID_REQUEST, "Lease " + leaseId + " had not been acquired at " + past.at() + "."));
        Lineage lineage = past.lineage(taskId, GetLineage.Scope.TASK, MOST_RECEIPTS);
        return new LeaseDossier(
                lease,
                TaskStatus.ofWireName(lineage.tasks().getFirst().status()),
                ofTask,
                lineage.receipts().stream()
                        .filter(receipt -> leaseId.equals(receipt.leaseId()))
                        .toList());
    }

    private static LeaseData leases(Inspector inspector, Question question) {
        TimeWindow window = question.window();
        LeaseWindow leases = inspector.leases(window.from(), window.to(), LevelOfDetail.FETCHED);
        var scale = new TimeScale(window, question.width(), List.of());
        Duration length = LevelOfDetail.bucketLength(scale);
        List<LeaseBucket> buckets = LevelOfDetail.needsCounts(leases.leases(), leases.total(), question.laneBy(), scale)
                ? counts(inspector, question, length)
                : List.of();
        return new LeaseData(
                leases,
                question.laneBy(),
                buckets,
                length,
                inspector.nextExpiry().orElse(null));
    }

    private static List<LeaseBucket> counts(Inspector inspector, Question question, Duration length) {
        Instant start = LevelOfDetail.bucketStart(question.window().from(), length);
        long span = Duration.between(start, question.window().to()).toSeconds();
        int buckets = Math.toIntExact(span / length.toSeconds() + 1);
        return inspector.leaseBuckets(question.laneBy().counted(), start, length, buckets);
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
