package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While somebody holds an old snapshot, what was claimed stays in the index of what is ready; claims do not read past it. */
class ClaimsBeginBehindWhatIsDeadTest {

    private static final Principal WORKER = Principal.of(PrincipalKind.WORKER, "w");
    private static final Settings SETTINGS = TestGate.settings(Map.of("DB_POOL_SIZE", "1"));
    private static final NewTask TASK = NewTask.of("report", Json.emptyObject());

    private final TestGate gate = TestGate.open();
    private final Database database = Database.open(TestServer.program(), SETTINGS, gate.clock);
    private final ClaimTasks claims = new ClaimTasks(database, SETTINGS);
    private Connection snapshot;

    @BeforeEach
    void holdASnapshotAndClaimManyUnderIt() throws SQLException {
        snapshot = TestGate.connect();
        snapshot.setAutoCommit(false);
        snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        snapshot.createStatement().execute("SELECT count(*) FROM queues");
        for (int i = 0; i < 2; i++) {
            gate.tasker.createTasks(Collections.nCopies(600, TASK));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(claim(100)).hasSize(100);
        }
    }

    @AfterEach
    void close() throws SQLException {
        snapshot.close();
        database.close();
        gate.close();
    }

    private List<ClaimedTask> claim(int tasks) {
        return claims.run(gate.tenant, WORKER, new ClaimTasks.Request(List.of(), List.of(), tasks, null));
    }

    private UUID claimed() {
        List<ClaimedTask> one = claim(1);
        assertThat(one).hasSize(1);
        return one.getFirst().taskId();
    }

    private UUID create(int priority) {
        gate.clock.advance(Duration.ofSeconds(1));
        return gate.tasker
                .createTask(NewTask.builder("report", Json.emptyObject())
                        .priority(priority)
                        .build())
                .taskId();
    }

    @Test
    void aClaimReadsFewEntriesOnceTheSweepHasLooked() throws Exception {
        gate.tasker.createTasks(Collections.nCopies(20, TASK));
        claims.lookAtHeads();
        long before = stat(
                "idx_tup_read FROM pg_stat_user_indexes WHERE schemaname = 'asyncgate' AND indexrelname = 'open_tasks_ready'");
        try (Database other = Database.open(TestServer.program(), SETTINGS, gate.clock)) {
            var fresh = new ClaimTasks(other, SETTINGS);
            var request = ClaimTasks.Request.any();
            assertThat(fresh.run(gate.tenant, WORKER, request)).hasSize(1);
            fresh.lookAtHeads();
            for (int i = 0; i < 19; i++) {
                assertThat(fresh.run(gate.tenant, WORKER, request)).hasSize(1);
            }
        }
        Eventually.is("the session has said what it read", Duration.ofSeconds(30), () -> read(before) > 0);
        assertThat(read(before)).as("entries read by a look and twenty claims").isLessThan(2 * 1_200 + 20 * 100);
    }

    private static long read(long before) {
        try {
            return stat(
                            "idx_tup_read FROM pg_stat_user_indexes WHERE schemaname = 'asyncgate' AND indexrelname = 'open_tasks_ready'")
                    - before;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long stat(String what) throws SQLException {
        return Long.parseLong(TestGate.value("SELECT " + what));
    }

    @Test
    void theOrderIsKeptAmongWhatIsNewAndWhatWasThere() {
        UUID first = create(0);
        UUID low = create(-1);
        claims.lookAtHeads();
        UUID high = create(5);
        UUID second = create(0);

        assertThat(List.of(claimed(), claimed(), claimed(), claimed())).containsExactly(high, first, second, low);
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void whatIsNewIsFoundWhereNothingWas() {
        claims.lookAtHeads();
        UUID low = create(-7);
        assertThat(claimed()).isEqualTo(low);
    }

    @Test
    void whatComesBackBeforeTheStartIsFoundByTheNextLook() {
        UUID back = create(0);
        ClaimedTask held = claim(1).getFirst();
        assertThat(held.taskId()).isEqualTo(back);
        UUID next = create(0);
        create(0);
        claims.lookAtHeads();
        gate.worker("w").releaseLease(back, held.leaseId(), Duration.ZERO);

        assertThat(claimed()).isEqualTo(next);
        claims.lookAtHeads();
        assertThat(claimed()).isEqualTo(back);
    }
}
