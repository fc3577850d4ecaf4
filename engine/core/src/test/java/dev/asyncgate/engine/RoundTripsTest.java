package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Refusal;
import dev.asyncgate.access.Role;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.bulk.BulkAct;
import dev.asyncgate.bulk.RunBulk;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerStatus;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an operation may cost, counted by the server itself; the test's own clock and what triggers ask at the commit are
 * not round trips and are left out.
 */
class RoundTripsTest {

    private static final String COUNT = """
            SELECT coalesce(sum(calls), 0) FROM public.pg_stat_statements
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel
              AND query NOT ILIKE '%pg_stat_statements%' AND query NOT ILIKE '%pg_notify%'
              AND query NOT ILIKE '%pg_backend_pid%' AND query NOT ILIKE '%set_config%'
              AND query NOT ILIKE 'LISTEN%' AND query NOT ILIKE 'SET %' AND query NOT ILIKE 'SHOW %'
              AND query NOT IN ('BEGIN', 'COMMIT') AND query NOT LIKE '%NEW.%'
            """;

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");

    @BeforeEach
    void countStatements() throws SQLException {
        ScratchDatabase.execute(
                TestServer.superuser(), "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
        gate.inspector.countTasks();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aLifeOfATaskCostsOneStatementForEachStep() throws SQLException {
        assertThat(statements(() -> gate.create("unit"))).isEqualTo(1);
        ClaimedTask[] claimed = new ClaimedTask[1];
        assertThat(statements(() -> claimed[0] = gate.claim(worker))).isEqualTo(1);
        UUID task = claimed[0].taskId();
        UUID lease = claimed[0].leaseId();
        assertThat(statements(() -> worker.startTask(task, lease))).isEqualTo(1);
        assertThat(statements(() -> worker.renewLease(task, lease, null))).isEqualTo(1);
        assertThat(statements(() -> worker.complete(task, lease, TestGate.located())))
                .isEqualTo(1);
    }

    @Test
    void failureAndReleaseCostOneStatement() throws SQLException {
        gate.create("unit");
        ClaimedTask first = gate.claim(worker);
        assertThat(statements(() -> worker.releaseLease(first.taskId(), first.leaseId(), null)))
                .isEqualTo(1);
        ClaimedTask second = gate.claim(worker);
        assertThat(statements(() -> worker.fail(second.taskId(), second.leaseId(), Json.emptyObject(), true)))
                .isEqualTo(1);
    }

    @Test
    void aKeyThatExistsCostsASecondStatement() throws SQLException {
        NewTask task =
                NewTask.builder("unit", Json.emptyObject()).idempotencyKey("k").build();
        assertThat(statements(() -> gate.tasker.createTask(task))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.createTask(task))).isEqualTo(2);
    }

    @Test
    void aPageCostsOneStatementAndAGraphOfAnyDepthTwo() throws SQLException {
        UUID task = gate.create("unit");
        gate.claim(worker);
        Instant now = gate.clock.instant();
        assertThat(statements(() -> gate.tasker.getTask(task))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 50, null)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.tasker.openObligations(200, null))).isEqualTo(1);
        assertThat(statements(() -> gate.inspector.leasesOfTask(task))).isEqualTo(1);
        assertThat(statements(() -> gate.inspector.leases(now.minusSeconds(600), now.plusSeconds(600), 500)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.lineage(task, GetLineage.Scope.TREE, 200)))
                .isEqualTo(2);
    }

    @Test
    void whateverIsAskedOfTheLedgerCostsOneStatement() throws SQLException {
        UUID task = gate.create("unit");
        ClaimedTask claimed = gate.claim(worker);
        UUID receipt = gate.receipts(task).getFirst().receiptId();
        assertThat(statements(() -> gate.tasker.listReceipts(null, 50))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.listReceipts(receipt.toString(), 50)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.tasker.ledger(LedgerFilter.ofLease(claimed.leaseId()), null, 50)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.tasker.ledger(LedgerFilter.ofStatus(LedgerStatus.FAILURE), null, 50)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.tail(Ledger.Order.NEWEST_FIRST, null, 50)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.terminators(null, 50))).isEqualTo(1);
        assertThat(statements(() -> gate.inspector.findDelivery(receipt))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.getReceipt(receipt))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.receiptChildren(receipt, 50))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.lineageOfTask(task, 100, 1000))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.ackReceipt(receipt))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.markDelivered(List.of(receipt))))
                .isEqualTo(1);
        assertThat(statements(() -> gate.tasker.openObligationsOfSession(200, null)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.openObligations(200, null))).isEqualTo(1);
        assertThat(statements(() -> gate.tasker.bootstrap(null, 50))).isEqualTo(1);
    }

    @Test
    void whatIsOpenForOneReasonCostsOneStatementWhereItLiesNearAndAnotherWhereItIsRare() throws SQLException {
        for (int task = 0; task < 401; task++) {
            gate.create("unit");
        }
        assertThat(statements(() -> gate.inspector.obligationsByReason(Reason.QUEUED, null, 200, null)))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.obligationsByReason(Reason.UNPROVEN, null, 200, null)))
                .isEqualTo(2);
    }

    @Test
    void anIdleClaimCostsOneStatement() throws SQLException {
        assertThat(statements(() -> worker.leaseNext(ClaimTasks.Request.any()))).isEqualTo(1);
    }

    @Test
    void lettingACallInCostsOneStatementAndCountingItAnother() throws SQLException {
        Operator operator = gate.gate.operator(gate.tenant, TestGate.PLANNER);
        CreatedKey[] created = new CreatedKey[1];
        assertThat(statements(() -> created[0] = operator.createKey(Grant.of(Role.AGENT))))
                .isEqualTo(1);
        ApiKey key = created[0].key();
        assertThat(statements(() -> gate.gate.verifyKey(created[0].secret()))).isEqualTo(1);
        assertThat(statements(() -> gate.gate.countCall(gate.tenant, key.prefix(), key.limit())))
                .isEqualTo(1);
        assertThat(statements(() -> operator.setLimit(key.keyId(), key.limit())))
                .isEqualTo(1);
        assertThat(statements(() -> operator.revokeKey(key.keyId()))).isEqualTo(1);
        assertThat(statements(() -> gate.gate.recordRefusal(new Refusal(
                        gate.tenant, key.keyId(), null, "createTask", ErrorCode.UNAUTHORIZED, "192.0.2.1", null))))
                .isEqualTo(1);
        assertThat(statements(() -> gate.inspector.audit(AuditFilter.ALL, 50, null)))
                .isEqualTo(1);
    }

    @Test
    void manyTasksAtOnceCostOneStatementABatchAndTwoEventsOfTheWhole() throws SQLException {
        Operator operator = gate.gate.operator(gate.tenant, TestGate.PLANNER);
        List<UUID> tasks = IntStream.range(0, 2 * RunBulk.BATCH)
                .mapToObj(ignored -> gate.create("unit"))
                .toList();
        assertThat(statements(() -> operator.freeze(TaskFilter.ALL, found -> true)))
                .as("the clock, then what was looked at in one step")
                .isEqualTo(2);
        assertThat(statements(() -> operator.preview(new BulkAct.Cancel(null), tasks)))
                .isEqualTo(2);
        assertThat(statements(() -> operator.runBulk(new BulkAct.Reprioritize(3), tasks, results -> true)))
                .isEqualTo(2 + 2);
        assertThat(statements(() -> operator.runBulk(new BulkAct.Cancel(null), tasks, results -> true)))
                .isEqualTo(2 + 2);
        assertThat(statements(() -> operator.runBulk(new BulkAct.Cancel(null), tasks, results -> true)))
                .as("those that could not be are looked at besides")
                .isEqualTo(2 + 4);
        assertThat(statements(() -> operator.runBulk(new BulkAct.Retry(), tasks, results -> true)))
                .isEqualTo(2 + 6);
    }

    @Test
    void whyATaskIsNotRunningCostsFiveStatements() throws SQLException {
        UUID task = gate.create("unit");
        assertThat(statements(() -> gate.inspector.why(task))).isEqualTo(5);
    }

    private static long statements(Runnable call) throws SQLException {
        long before = settled();
        call.run();
        return count() - before;
    }

    /** Once nothing more is asked by what the gate begins when it opens, on threads of its own. */
    private static long settled() throws SQLException {
        long before = count();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        long now = count();
        return now == before ? now : settled();
    }

    private static long count() throws SQLException {
        return Long.parseLong(ScratchDatabase.ask(TestServer.superuser(), COUNT));
    }
}
