package dev.asyncgate.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.doctor.Check;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.RealGate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each scenario, played fast on the real engine, writes into the database what its card says. */
class ScenariosShowTheirPromisesTest {

    private final Gate gate = RealGate.open();
    private final Inspector inspector = gate.inspector(Demo.TENANT);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aBurstRisesAndFallsAndRisesAgain() throws InterruptedException {
        var thumbs = new TaskFilter(EnumSet.of(TaskStatus.QUEUED), List.of("thumb.make"), null, null, null, null);
        play(Scenario.BURST, demo -> {
            Eventually.is("hundreds wait", seconds(10), () -> inspector.countMatching(thumbs, 1000) > 50);
            Eventually.is("none waits", seconds(60), () -> inspector.countMatching(thumbs, 1000) == 0);
            Eventually.is("the next wave has come", seconds(30), () -> inspector.countMatching(thumbs, 1000) > 50);
        });
    }

    @Test
    void aHoarderRenewsUntilItMayNotAndLetsGoOfItsTask() throws InterruptedException {
        play(Scenario.HOARDING, demo -> {
            Eventually.is(
                    "one that may not renew any more gives its task back",
                    seconds(60),
                    () -> renewedToTheLimit(demo).anyMatch(lease -> lease.endReason() == LeaseEnd.RELEASED));
            Eventually.is(
                    "another sits on its task until its lease has run out, and is refused one more renewal",
                    seconds(60),
                    () -> renewedToTheLimit(demo)
                            .filter(lease -> lease.endReason() == LeaseEnd.EXPIRED)
                            .anyMatch(ScenariosShowTheirPromisesTest::wasRefusedToRenew));
            Eventually.is(
                    "so much renewing is noted as an anomaly",
                    seconds(10),
                    () -> renewedToTheLimit(demo)
                            .map(lease -> inspector.lineage(lease.taskId(), GetLineage.Scope.TASK, 100))
                            .anyMatch(lineage -> anomalies(lineage).contains("excessive_renewals")));
            Eventually.is(
                    "what was hoarded is completed by somebody",
                    seconds(60),
                    () -> renewedToTheLimit(demo).anyMatch(this::wasCompletedLater));
        });
    }

    private Stream<LeaseSpan> renewedToTheLimit(Demo demo) {
        int limit = gate.settings().leases().maxRenewals();
        return leases(demo).filter(lease -> lease.renewals().size() == limit && lease.endReason() != null);
    }

    private static boolean wasRefusedToRenew(LeaseSpan lease) {
        return lease.lateAttempts().stream()
                .anyMatch(late -> late.operation().equals("renew")
                        && late.code().equals(ErrorCode.LEASE_INVALID_OR_EXPIRED.name()));
    }

    @Test
    void aFlakyWorkersTasksAreRetriedAfterABackoffAndSomeFailForGood() throws InterruptedException {
        play(Scenario.FLAKY, demo -> {
            Eventually.is(
                    "a task runs out of its three attempts",
                    seconds(60),
                    () -> leases(demo)
                            .filter(lease -> lease.endReason() == LeaseEnd.FAILED)
                            .anyMatch(lease -> inspector.getTask(lease.taskId()).attempt() == 3));
            Eventually.is(
                    "a task succeeds after a failure",
                    seconds(60),
                    () -> leases(demo)
                            .filter(lease -> lease.endReason() == LeaseEnd.RETRIED)
                            .anyMatch(this::wasCompletedLater));
            LeaseSpan retried = leases(demo)
                    .filter(lease -> lease.endReason() == LeaseEnd.RETRIED)
                    .filter(this::wasCompletedLater)
                    .findFirst()
                    .orElseThrow();
            assertThat(next(retried).acquiredAt())
                    .isAfterOrEqualTo(Objects.requireNonNull(retried.endedAt()).plusSeconds(2));
        });
    }

    @Test
    void aSuccessThatNobodyCanFindLeavesItsObligationOpen() throws InterruptedException {
        play(Scenario.UNLOCATABLE, demo -> {
            Eventually.is("tasks succeed unlocated, others do not", seconds(30), () -> {
                var activity = inspector.activity(demo.startedAt());
                return activity.unlocated() > 3 && activity.discharged() > 3;
            });
            LeaseSpan forgotten = leases(demo)
                    .filter(lease -> lease.workerId().startsWith("forget-"))
                    .filter(lease -> lease.endReason() == LeaseEnd.COMPLETED)
                    .findFirst()
                    .orElseThrow();
            Task task = inspector.getTask(forgotten.taskId());
            assertThat(task.status()).isEqualTo(TaskStatus.SUCCEEDED);
            Lineage lineage = inspector.lineage(task.taskId(), GetLineage.Scope.TASK, 50);
            Receipt assigned = lineage.receipts().getFirst();
            assertThat(assigned.type()).isEqualTo(ReceiptType.TASK_ASSIGNED);
            assertThat(lineage.open()).containsExactly(assigned.receiptId());
            assertThat(assigned.createdAt())
                    .isBefore(Objects.requireNonNull(task.result()).completedAt());
            assertThat(anomalies(lineage)).contains("locatability_missing");
        });
    }

    private static List<String> anomalies(Lineage lineage) {
        return lineage.receipts().stream()
                .filter(receipt -> receipt.type() == ReceiptType.SYSTEM_ANOMALY)
                .map(receipt -> receipt.body().node().path("kind").asString(""))
                .toList();
    }

    @Test
    void aDelegationTreeIsThreeLevelsDeepAndItsResultsFlowBack() throws InterruptedException {
        play(Scenario.DELEGATION_TREE, demo -> {
            Eventually.is(
                    "a report is done",
                    seconds(60),
                    () -> doneReports(demo).findAny().isPresent());
            Task root = doneReports(demo).findFirst().orElseThrow();
            Lineage tree = inspector.lineage(root.taskId(), GetLineage.Scope.TREE, 1000);
            Set<UUID> chapters = causedBy(tree, Set.of(root.taskId()));
            Set<UUID> pages = causedBy(tree, chapters);

            assertThat(chapters).hasSizeBetween(2, 3).isEqualTo(parts(root));
            assertThat(pages).hasSizeBetween(4, 9);
            assertThat(causedBy(tree, pages)).isEmpty();
            for (UUID chapter : chapters) {
                assertThat(parts(inspector.getTask(chapter))).isEqualTo(causedBy(tree, Set.of(chapter)));
            }
            assertThat(tree.tasks())
                    .filteredOn(task -> chapters.contains(task.taskId()))
                    .allMatch(task -> task.owner().startsWith("agent:lead-")
                            && task.status().equals("succeeded"));
            assertThat(tree.tasks())
                    .filteredOn(task -> pages.contains(task.taskId()))
                    .allMatch(task -> task.owner().startsWith("agent:editor-")
                            && task.status().equals("succeeded"));
            assertThat(tree.open()).isEmpty();
        });
    }

    private Stream<Task> doneReports(Demo demo) {
        return leases(demo)
                .filter(lease -> lease.type().equals("report.render") && lease.endReason() == LeaseEnd.COMPLETED)
                .map(lease -> inspector.getTask(lease.taskId()))
                .filter(task -> !task.createdAt().isBefore(demo.startedAt()));
    }

    /** The tasks whose assignment has a parent among the receipts of these. */
    private static Set<UUID> causedBy(Lineage tree, Set<UUID> tasks) {
        Set<UUID> causes = tree.receipts().stream()
                .filter(receipt -> tasks.contains(receipt.taskId()))
                .map(Receipt::receiptId)
                .collect(Collectors.toSet());
        return tree.receipts().stream()
                .filter(receipt -> receipt.type() == ReceiptType.TASK_ASSIGNED)
                .filter(receipt -> receipt.parents().stream().anyMatch(causes::contains))
                .map(Receipt::taskId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** What a result says that others have delivered. */
    private static Set<UUID> parts(Task task) {
        Json result =
                Objects.requireNonNull(Objects.requireNonNull(task.result()).result());
        return result.node()
                .path("parts")
                .valueStream()
                .map(part -> UUID.fromString(part.path("task_id").asString("")))
                .collect(Collectors.toSet());
    }

    @Test
    void aStormEndsManyLeasesInOneSecondAndTheirTasksAreWorkedAfterwards() throws InterruptedException {
        play(Scenario.EXPIRY_STORM, demo -> {
            Eventually.is("leases end together", seconds(60), () -> storm(demo).size() >= 8);
            Eventually.is(
                    "ten tasks that were lost have succeeded",
                    seconds(90),
                    () -> leases(demo)
                                    .filter(lease -> lease.endReason() == LeaseEnd.EXPIRED)
                                    .filter(this::wasCompletedLater)
                                    .map(LeaseSpan::taskId)
                                    .distinct()
                                    .count()
                            >= 10);
        });
    }

    /** The most leases that expired within one second. */
    private List<LeaseSpan> storm(Demo demo) {
        List<LeaseSpan> expired = leases(demo)
                .filter(lease -> lease.endReason() == LeaseEnd.EXPIRED)
                .toList();
        return expired.stream()
                .map(first -> expired.stream()
                        .filter(lease -> !lease.expiresAt().isBefore(first.expiresAt())
                                && lease.expiresAt().isBefore(first.expiresAt().plusSeconds(1)))
                        .toList())
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** What is looked at while a scenario plays. */
    @FunctionalInterface
    private interface Look {
        void at(Demo demo) throws InterruptedException;
    }

    /** The scenario plays, is looked at, and has broken no invariant. */
    private void play(Scenario scenario, Look look) throws InterruptedException {
        Instant since;
        try (Demo demo = Demo.start(gate, scenario, Speed.FASTEST, 21)) {
            since = demo.startedAt();
            look.at(demo);
        }
        assertThat(inspector.checkInvariants(since)).hasSize(4).allMatch(Check::holds);
    }

    private Stream<LeaseSpan> leases(Demo demo) {
        Instant since = demo.startedAt();
        return inspector.leases(since, since.plusSeconds(600), 5000).leases().stream()
                .filter(lease -> !lease.acquiredAt().isBefore(since));
    }

    private boolean wasCompletedLater(LeaseSpan lease) {
        return inspector.leasesOfTask(lease.taskId()).stream()
                .anyMatch(later -> later.endReason() == LeaseEnd.COMPLETED
                        && later.acquiredAt().isAfter(lease.acquiredAt()));
    }

    private LeaseSpan next(LeaseSpan lease) {
        return inspector.leasesOfTask(lease.taskId()).stream()
                .filter(later -> later.acquiredAt().isAfter(lease.acquiredAt()))
                .findFirst()
                .orElseThrow();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
