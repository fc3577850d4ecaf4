package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ObligationCounts.Age;
import dev.asyncgate.receipt.ObligationCounts.Owner;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each reason for which an obligation can be open or closed, made on purpose, and told with its evidence. */
class EveryObligationIsExplainedTest {

    private static final Completion UNLOCATED = new Completion(Json.emptyObject(), null, null);

    private final TestGate gate = TestGate.open();
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
    private final Worker worker = gate.worker("gpu-7");
    private final Instant noon = gate.clock.instant();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aTaskThatNobodyHasClaimedWaitsForItsTurn() {
        UUID task = gate.create("report");
        assertThat(explained(task).why()).isEqualTo(new Why.Queued(0));
        assertThat(explained(task).taskType()).isEqualTo("report");
        assertThat(explained(task).status()).isEqualTo("queued");
    }

    @Test
    void leasesThatEndedWithoutOutcomeAreCounted() {
        UUID task = gate.create("report");
        worker.releaseLease(task, gate.claim(worker).leaseId(), null);
        assertThat(explained(task).why()).isEqualTo(new Why.Queued(1));
    }

    @Test
    void aTaskOfLaterSaysWhen() {
        UUID task = gate.tasker
                .createTask(NewTask.builder("report", Json.emptyObject())
                        .delay(Duration.ofMinutes(6))
                        .build())
                .taskId();
        assertThat(explained(task).why()).isEqualTo(new Why.NotYetEligible(noon.plusSeconds(360), 0));
        gate.clock.advance(Duration.ofMinutes(6));
        assertThat(explained(task).why()).isEqualTo(new Why.Queued(0));
    }

    @Test
    void aTaskThatFailedSaysWhenItIsTriedAgain() {
        UUID task = gate.create("report");
        Instant next = Objects.requireNonNull(
                worker.fail(task, gate.claim(worker).leaseId(), Json.parse("{\"kind\":\"X\"}"), true)
                        .nextEligibleAt());
        assertThat(explained(task).why()).isEqualTo(new Why.NotYetEligible(next, 1));
    }

    @Test
    void aPausedTypeSaysSinceWhenAndWhy() {
        UUID task = gate.create("report");
        operator.pauseType("report", "maintenance");
        assertThat(explained(task).why()).isEqualTo(new Why.TypePaused(noon, "maintenance"));
        assertThat(explained(task).why().wantsSomebody()).isTrue();
    }

    @Test
    void aHeldTaskSaysWhy() {
        UUID task = gate.create("report");
        operator.holdTask(task, "look at it first");
        operator.pauseType("report", null);
        assertThat(explained(task).why()).isEqualTo(new Why.Held("look at it first"));
    }

    @Test
    void aLeasedTaskNamesItsWorker() {
        UUID task = gate.create("report");
        ClaimedTask claimed = gate.claim(worker);
        assertThat(explained(task).why()).isEqualTo(new Why.Claimed("gpu-7", noon, claimed.expiresAt()));
        gate.clock.advance(Duration.ofSeconds(3));
        worker.startTask(task, claimed.leaseId());
        assertThat(explained(task).why())
                .isEqualTo(new Why.InProgress("gpu-7", noon.plusSeconds(3), claimed.expiresAt()));
    }

    @Test
    void aCompletionWithoutProofIsNamed() {
        UUID task = completedWithoutProof();
        assertThat(explained(task).why())
                .isEqualTo(new Why.Unproven(receipt(task, ReceiptType.TASK_COMPLETED), noon, "gpu-7"));
        assertThat(explained(task).status()).isEqualTo("succeeded");
    }

    @Test
    void evidenceThatComesLaterClosesIt() {
        UUID task = gate.create("report");
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(task, lease, UNLOCATED);
        gate.clock.advance(Duration.ofSeconds(9));
        worker.amendCompletion(task, lease, Json.parse("[\"s3://out\"]"), null);
        assertDischarged(task, ReceiptType.TASK_AMENDED, noon.plusSeconds(9));
    }

    @Test
    void whatWasWaivedIsClosed() {
        UUID task = completedWithoutProof();
        operator.waiveObligation(receipt(task, ReceiptType.TASK_ASSIGNED), "lost");
        assertDischarged(task, ReceiptType.TASK_WAIVED, noon);
    }

    @Test
    void everyEndOfATaskClosesIt() {
        UUID done = gate.create("report");
        worker.complete(done, gate.claim(worker).leaseId(), TestGate.located());
        assertDischarged(done, ReceiptType.TASK_COMPLETED, noon);

        UUID failed = gate.create("report");
        worker.fail(failed, gate.claim(worker).leaseId(), Json.parse("{\"kind\":\"X\"}"), false);
        assertDischarged(failed, ReceiptType.TASK_FAILED, noon);

        UUID canceled = gate.create("report");
        operator.cancelTask(canceled, null);
        assertDischarged(canceled, ReceiptType.TASK_CANCELED, noon);
        assertThat(explained(canceled).why().open()).isFalse();
    }

    @Test
    void aScheduleIsOwedUntilItIsDeleted() throws SQLException {
        UUID schedule = UUID.randomUUID();
        UUID created = scheduleReceipt(schedule, "schedule.created", List.of());
        TestGate.sql("""
                INSERT INTO asyncgate.open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, to_id, to_kind, created_at, receipt_id FROM asyncgate.receipts WHERE receipt_id = '%s'
                """.formatted(created));
        assertThat(explain(created).why()).isEqualTo(new Why.ScheduleActive(schedule));
        assertThat(explain(created).status())
                .as("of a task that there is none of")
                .isNull();

        TestGate.sql("DELETE FROM asyncgate.open_obligations WHERE receipt_id = '" + created + "'");
        UUID deleted = scheduleReceipt(schedule, "schedule.deleted", List.of(created));
        assertThat(explain(created).why())
                .isInstanceOfSatisfying(
                        Why.Discharged.class, why -> assertThat(why.receiptId()).isEqualTo(deleted));
    }

    @Test
    void whatContradictsItselfIsNotExplainedAway() throws SQLException {
        UUID task = gate.create("report");
        UUID obligation = receipt(task, ReceiptType.TASK_ASSIGNED);
        TestGate.sql("DELETE FROM asyncgate.open_obligations WHERE receipt_id = '" + obligation + "'");
        assertThat(explain(obligation).why()).isEqualTo(new Why.Unexplained(false));
    }

    @Test
    void otherReceiptsAndOtherTenantsAreLeftOut() {
        UUID task = gate.create("report");
        gate.claim(worker);
        UUID accepted = receipt(task, ReceiptType.TASK_ACCEPTED);
        UUID obligation = receipt(task, ReceiptType.TASK_ASSIGNED);
        assertThat(gate.inspector.explainObligations(List.of(accepted, obligation)))
                .extracting(each -> each.obligation().receiptId())
                .containsExactly(obligation);
        assertThat(gate.gate.inspector(UUID.randomUUID()).explainObligations(List.of(obligation)))
                .isEmpty();
        assertThat(gate.inspector.explainObligations(List.of())).isEmpty();
    }

    @Test
    void theCountsAgreeWithTheExplanations() {
        completedWithoutProof();
        gate.clock.advance(Duration.ofHours(25));
        gate.create("paused");
        operator.pauseType("paused", null);
        operator.holdTask(gate.create("held"), null);
        gate.clock.advance(Duration.ofHours(3));
        gate.create("report");
        gate.claim(worker);
        gate.gate
                .tasker(gate.tenant, Principal.of(PrincipalKind.SERVICE, "ingest"))
                .createTask(NewTask.of("later", Json.emptyObject()));

        ObligationCounts counts = gate.inspector.obligationCounts();
        assertThat(counts.total()).isEqualTo(5);
        assertThat(counts.oldest()).isEqualTo(noon);
        assertThat(counts.byAge())
                .isEqualTo(Map.of(Age.DAY, 1L, Age.HOURS, 2L, Age.HALF_HOUR, 0L, Age.MINUTES, 0L, Age.FRESH, 2L));
        assertThat(counts.owners())
                .containsExactly(
                        new Owner(TestGate.PLANNER, 4, noon),
                        new Owner(Principal.of(PrincipalKind.SERVICE, "ingest"), 1, gate.clock.instant()));
        assertThat(counts)
                .extracting("queued", "inProgress", "blocked", "schedules", "unproven")
                .containsExactly(1L, 1L, 2L, 0L, 1L);

        List<UUID> open = gate.inspector.openObligations(100, null).obligations().stream()
                .map(Receipt::receiptId)
                .toList();
        List<Why> whys = gate.inspector.explainObligations(open).stream()
                .map(ExplainedObligation::why)
                .toList();
        assertThat(whys)
                .hasExactlyElementsOfTypes(
                        Why.Unproven.class, Why.TypePaused.class, Why.Held.class, Why.Claimed.class, Why.Queued.class);
    }

    @Test
    void theCountOfWhatIsDischargedAgreesWithTheExplanations() {
        UUID done = gate.create("report");
        worker.complete(done, gate.claim(worker).leaseId(), TestGate.located());
        UUID amended = gate.create("report");
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(amended, lease, UNLOCATED);
        worker.amendCompletion(amended, lease, Json.parse("[\"s3://out\"]"), null);
        UUID waived = completedWithoutProof();
        operator.waiveObligation(receipt(waived, ReceiptType.TASK_ASSIGNED), "lost");
        UUID canceled = gate.create("report");
        operator.cancelTask(canceled, null);
        UUID unproven = completedWithoutProof();
        UUID waiting = gate.create("report");

        long closed = Stream.of(done, amended, waived, canceled, unproven, waiting)
                .filter(task -> explained(task).why() instanceof Why.Discharged)
                .count();
        long counted = gate.inspector.dischargedObligations(
                gate.inspector.obligationCounts().unproven());

        assertThat(closed).isEqualTo(4);
        assertThat(counted).isEqualTo(closed);
    }

    @Test
    void aScheduleThatIsOwedHasNoType() throws SQLException {
        UUID task = gate.create("report");
        UUID created = scheduleReceipt(UUID.randomUUID(), "schedule.created", List.of());
        TestGate.sql("""
                INSERT INTO asyncgate.open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, to_id, to_kind, created_at, receipt_id FROM asyncgate.receipts WHERE receipt_id = '%s'
                """.formatted(created));
        UUID obligation = receipt(task, ReceiptType.TASK_ASSIGNED);

        assertThat(gate.inspector.obligationsByType(10, null, List.of()))
                .containsExactly(
                        new ObligationsByType.Typed(created, "", 1),
                        new ObligationsByType.Typed(obligation, "report", 1));
        assertThat(gate.inspector.obligationsByType(10, created, List.of()))
                .containsExactly(new ObligationsByType.Typed(obligation, "report", 1));
        assertThat(gate.inspector.obligationsByType(10, UUID.randomUUID(), List.of()))
                .isEmpty();
    }

    @Test
    void ofAFoldedTypeTheOldestAloneIsToldWithTheCount() {
        UUID first = gate.create("load");
        gate.clock.advance(Duration.ofSeconds(1));
        gate.create("load");
        UUID other = gate.create("report");
        assertThat(gate.inspector.obligationsByType(10, null, List.of("load")))
                .containsExactly(
                        new ObligationsByType.Typed(receipt(first, ReceiptType.TASK_ASSIGNED), "load", 2),
                        new ObligationsByType.Typed(receipt(other, ReceiptType.TASK_ASSIGNED), "report", 1));
    }

    @Test
    void nothingOpenIsCountedAsNothing() {
        ObligationCounts counts = gate.inspector.obligationCounts();
        assertThat(counts.total()).isZero();
        assertThat(counts.oldest()).isNull();
        assertThat(counts.owners()).isEmpty();
    }

    private UUID completedWithoutProof() {
        UUID task = gate.create("report");
        worker.complete(task, gate.claim(worker).leaseId(), UNLOCATED);
        return task;
    }

    private void assertDischarged(UUID task, ReceiptType by, Instant at) {
        assertThat(explained(task).why()).isEqualTo(new Why.Discharged(receipt(task, by), by, at));
    }

    private ExplainedObligation explained(UUID task) {
        return explain(receipt(task, ReceiptType.TASK_ASSIGNED));
    }

    private ExplainedObligation explain(UUID obligation) {
        return gate.inspector.explainObligations(List.of(obligation)).getFirst();
    }

    private UUID receipt(UUID task, ReceiptType type) {
        return gate.receipts(task).stream()
                .filter(receipt -> receipt.type() == type)
                .findFirst()
                .orElseThrow()
                .receiptId();
    }

    private UUID scheduleReceipt(UUID schedule, String type, List<UUID> parents) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection session = TestGate.connect();
                Statement statement = session.createStatement()) {
            statement.execute("""
                    INSERT INTO receipts (
                        tenant_id, receipt_id, created_at, schedule_id, type, from_kind, from_id, to_kind, to_id,
                        asyncgate_instance, hash, parents, body)
                    VALUES ('%s', '%s', now(), '%s', '%s', 'service', 'svc:asyncgate', 'agent', 'planner', 'test',
                            sha256('%s'), ARRAY[%s]::uuid[], '{}')
                    """.formatted(
                    gate.tenant, id, schedule, type, id, parents.isEmpty() ? "" : "'" + parents.getFirst() + "'"));
        }
        return id;
    }
}
