package dev.asyncgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.Completion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorNamesWhatTheSchemaCannotRefuseTest {

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("worker-1");
    private UUID done;
    private UUID unlocated;
    private UUID queued;
    private UUID leased;

    /** Every way through the states that a worker can take. */
    @BeforeEach
    void work() {
        done = gate.create("done");
        worker.fail(done, gate.claim(worker).leaseId(), Json.parse("{\"why\":\"network\"}"), true);
        gate.clock.advance(Duration.ofMinutes(1));
        UUID lease = gate.claim(worker).leaseId();
        worker.startTask(done, lease);
        worker.complete(done, lease, TestGate.located());
        unlocated = gate.create("unlocated");
        worker.complete(unlocated, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.create("failed");
        var failing = gate.claim(worker);
        worker.fail(failing.taskId(), failing.leaseId(), Json.parse("{\"why\":\"wrong\"}"), false);
        leased = gate.create("leased");
        worker.releaseLease(leased, gate.claim(worker).leaseId(), null);
        gate.claim(worker);
        gate.clock.advance(Duration.ofSeconds(121));
        gate.gate.expireLeases(gate.tenant);
        gate.clock.advance(Duration.ofSeconds(10));
        gate.claim(worker);
        queued = gate.create("queued");
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void findsNothingWhereNobodyChangedAnythingByHand() {
        Diagnosis diagnosis = gate.inspector.diagnose(Duration.ofMinutes(1));
        assertThat(ours(diagnosis)).isEmpty();
        assertThat(diagnosis.complete()).isTrue();
        assertThat(diagnosis.tasks()).isEqualTo(5);
        assertThat(diagnosis.leases()).isEqualTo(6);
    }

    @Test
    void saysThatThisIsATestDatabase() {
        Diagnosis diagnosis = gate.inspector.diagnose(Duration.ofMinutes(1));
        assertThat(diagnosis.findings())
                .anyMatch(finding -> finding.rule().title().equals("The database's clock is the server's"));
        assertThat(diagnosis.healthy()).isFalse();
    }

    @Test
    void namesADeletionThatBelongsToNoSchedule() throws SQLException {
        ByHand.change("UPDATE receipts SET type = 'schedule.deleted' WHERE task_id = '" + queued + "'");

        assertThat(ours(gate.inspector.diagnose(Duration.ofMinutes(1))))
                .filteredOn(
                        finding -> finding.rule().title().equals("Each deleted schedule has one receipt that says so"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.cases())
                        .extracting(Finding.Case::subject)
                        .containsExactly("no schedule"));
    }

    @Test
    void saysWhetherTheProgramOwnsTheTablesWhichIsNoFault() {
        try (Database owner = Database.open(TestServer.address(), TestGate.settings(Map.of()), gate.clock);
                Database program = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock)) {
            assertThat(notes(owner)).contains("The program's role is not the owner");
            assertThat(notes(program)).isEmpty();
        }
    }

    private List<String> notes(Database database) {
        return new Doctor(database, TestGate.settings(Map.of()))
                .run(List.of(gate.tenant), Duration.ofMinutes(1)).findings().stream()
                        .map(Finding::rule)
                        .filter(rule -> rule.severity() == Rule.Severity.NOTE)
                        .map(Rule::title)
                        .toList();
    }

    @Test
    void aTaskInTwoStates() throws SQLException {
        ByHand.change("""
                INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting, attempt)
                SELECT tenant_id, '%s', queue_id, created_at, created_at, 0, false, 1 FROM open_tasks WHERE task_id = '%s'
                """.formatted(done, queued));
        assertFound("Each task is open or has an outcome", done, "it is open and has an outcome");
    }

    @Test
    void aTaskInNone() throws SQLException {
        ByHand.change("DELETE FROM open_tasks" + where("task_id", queued));
        assertFound("Each task is open or has an outcome", queued, "it has no state");
    }

    @Test
    void aStateOfNoTask() throws SQLException {
        ByHand.change("DELETE FROM submitted_tasks" + where("task_id", queued));
        assertFound("Each state belongs to a task that was submitted", queued, "never submitted");
    }

    @Test
    void aQueueThatIsGone() throws SQLException {
        ByHand.change("DELETE FROM queues" + where("type", "queued"));
        assertFound("Each open task stands in a queue that claims look into", queued, "there is no queue");
    }

    @Test
    void anAttemptThatNobodyReported() throws SQLException {
        ByHand.change("UPDATE open_tasks SET attempt = 1" + where("task_id", leased));
        assertFound("A task's attempts are the failures that were reported", leased, "it counts 1, and 0");
    }

    @Test
    void anOutcomeWithoutItsReceipts() throws SQLException {
        ByHand.change("DELETE FROM receipts" + where("task_id", done) + " AND type = 'task.result_ready'");
        assertFound("Each outcome has its receipts", done, "task.result_ready");
    }

    @Test
    void aSuccessThatDischargesUnlocated() throws SQLException {
        ByHand.change("UPDATE task_outcomes SET artifacts = '[]'" + where("task_id", done));
        assertFound("No success discharges its obligation unless located", done, "neither artifacts");
    }

    @Test
    void whatIsOwedThoughDischarged() throws SQLException {
        ByHand.change("""
                INSERT INTO open_obligations SELECT tenant_id, created_by_id, created_by_kind, created_at, assigned_receipt_id
                FROM submitted_tasks\
                """ + where("task_id", done));
        assertFound("What is owed is what no receipt has discharged", done, "discharged by a receipt");
    }

    @Test
    void whatIsNotOwedThoughNothingDischargedIt() throws SQLException {
        ByHand.change("""
            DELETE FROM open_obligations WHERE receipt_id =
                (SELECT assigned_receipt_id FROM submitted_tasks WHERE task_id = '%s')\
            """.formatted(unlocated));
        assertFound("What is owed is what no receipt has discharged", unlocated, "no receipt discharges it");
    }

    @Test
    void whatIsOwedAndIsNoObligation() throws SQLException {
        String receipt = TestGate.value("SELECT receipt_id FROM task_outcomes" + where("task_id", done));
        ByHand.change("""
                INSERT INTO open_obligations SELECT tenant_id, to_id, to_kind, created_at, receipt_id
                FROM receipts\
                """ + where("receipt_id", UUID.fromString(receipt)));
        assertFound(
                "What is owed is an obligation, owed to whom it is addressed",
                UUID.fromString(receipt),
                "it is a task.completed");
    }

    @Test
    void leasesThatOverlap() throws SQLException {
        ByHand.change("UPDATE ended_leases SET ended_at = ended_at + interval '1 hour'" + where("task_id", done)
                + " AND end_reason = 'retried'");
        assertFound("No two leases of a task overlap", done, "began at");
    }

    @Test
    void aLiveLeaseThatHasEnded() throws SQLException {
        ByHand.change("UPDATE ended_leases SET ended_at = ended_at + interval '1 hour'" + where("task_id", leased)
                + " AND end_reason = 'expired'");
        assertFound("No two leases of a task overlap", leased, "began at");
    }

    @Test
    void aLiveLeaseWithoutItsReceipt() throws SQLException {
        ByHand.change("UPDATE open_tasks SET accepted_receipt_id = new_id()" + where("task_id", leased));
        assertFound("Each live lease has its receipt", leased, "has no task.accepted");
    }

    @Test
    void anEndedLeaseWithoutItsReceipts() throws SQLException {
        String lease = TestGate.value("SELECT lease_id FROM ended_leases" + where("task_id", unlocated));
        ByHand.change("UPDATE ended_leases SET end_reason = 'expired'" + where("task_id", unlocated));
        assertFound("Each ended lease has its receipts", UUID.fromString(lease), "has no lease.expired");
    }

    @Test
    void countsThatAreWrong() throws SQLException {
        ByHand.change("INSERT INTO outcome_totals VALUES ('%s', 'canceled', 3)".formatted(gate.tenant));
        assertThat(ours(gate.inspector.diagnose(Duration.ofMinutes(1))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.cases())
                        .containsExactly(new Finding.Case("canceled", "3 are counted, 0 are there")));
    }

    @Test
    void aReceiptFromTheFuture() throws SQLException {
        String receipt = TestGate.value("SELECT receipt_id FROM task_outcomes" + where("task_id", done));
        ByHand.change(
                "UPDATE receipts SET position = position + 1000000000" + where("receipt_id", UUID.fromString(receipt)));
        assertFound("No receipt stands where no transaction is yet", UUID.fromString(receipt), "its position is");
    }

    @Test
    void aLeaseThatRanOutAndThatNobodySweeps() {
        gate.clock.advance(Duration.ofMinutes(10));
        assertFound("Leases that ran out are swept", leased, "of worker-1 ran out at");
    }

    @Test
    void aForeignTransactionThatHoldsUpTheTail() throws SQLException {
        try (var foreign = TestGate.connect();
                var statement = foreign.createStatement()) {
            foreign.setAutoCommit(false);
            statement.execute("SELECT pg_current_xact_id()");
            String rule = DatabaseRules.ALL.stream()
                    .filter(candidate -> candidate.title().equals("No transaction holds up the tail of the ledger"))
                    .findFirst()
                    .orElseThrow()
                    .sql();
            String pid = TestGate.value(
                    rule.replace("interval '30 s'", "interval '0 s'").replace("> 1000", ">= 0"));
            assertThat(pid).startsWith("pid ");
            foreign.rollback();
        }
    }

    @Test
    void saysOfEveryRuleWhatBecameOfIt() throws SQLException {
        ByHand.change("DELETE FROM open_tasks" + where("task_id", queued));
        Diagnosis diagnosis = gate.inspector.diagnose(soFar -> true);
        assertThat(diagnosis.examined()).extracting(Examined::rule).containsExactlyElementsOf(Doctor.RULES);
        assertThat(diagnosis.examined()).allMatch(Examined::asked);
        assertThat(examined(diagnosis, "Each task is open or has an outcome"))
                .satisfies(it -> assertThat(it.looked()).isEqualTo(5))
                .satisfies(it -> assertThat(it.broken()).isEqualTo(1));
        assertThat(examined(diagnosis, "Each ended lease has its receipts").looked())
                .isEqualTo(6);
    }

    @Test
    void goesOnOnlyWhileItIsToldTo() {
        Diagnosis diagnosis = gate.inspector.diagnose(soFar -> false);
        assertThat(diagnosis.complete()).isFalse();
        assertThat(examined(diagnosis, "Somebody sweeps").asked()).isTrue();
        assertThat(examined(diagnosis, "Each task is open or has an outcome").asked())
                .isFalse();
    }

    @Test
    void everyQuestionCanBePutByHand() throws SQLException {
        for (Rule rule : Doctor.RULES) {
            String statement = gate.inspector.statement(rule);
            if (statement != null) {
                TestGate.sql(statement);
            }
        }
        ByHand.change("DELETE FROM open_tasks" + where("task_id", queued));
        String found = gate.inspector.statement(
                examined(gate.inspector.diagnose(soFar -> true), "Each task is open or has an outcome")
                        .rule());
        assertThat(found).isNotNull();
        assertThat(TestGate.value(found)).isEqualTo(queued.toString());
    }

    private static Examined examined(Diagnosis diagnosis, String title) {
        return diagnosis.examined().stream()
                .filter(it -> it.rule().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inBoundedTime() {
        Diagnosis diagnosis = gate.inspector.diagnose(Duration.ZERO);
        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.tasks()).isZero();
    }

    private void assertFound(String title, UUID subject, String found) {
        assertThat(ours(gate.inspector.diagnose(Duration.ofMinutes(1))))
                .filteredOn(finding -> finding.rule().title().equals(title))
                .singleElement()
                .satisfies(finding -> assertThat(finding.cases()).anySatisfy(row -> {
                    assertThat(row.subject()).isEqualTo(subject.toString());
                    assertThat(row.found()).contains(found);
                }));
    }

    /** What concerns the tenant, and not the server that all tests share. */
    private List<Finding> ours(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> gate.tenant.equals(finding.tenantId()))
                .toList();
    }

    private String where(String column, Object value) {
        return " WHERE tenant_id = '" + gate.tenant + "' AND " + column + " = '" + value + "'";
    }
}
