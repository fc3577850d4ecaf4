package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A gate plans its statements once, and those of a new database while it is empty. What they read for a task must not grow
 * with the tenant until somebody analyses it.
 */
class PlansMadeOnEmptyTablesGoByKeyTest {

    private static final int QUEUED = 3_000;
    private static final int LIVES = 100;

    /** Rows of the engine's tables that were read by whatever way. */
    private static final String READ = """
            SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = 'asyncgate')
                 + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'asyncgate')
            """;

    private static final String ACCEPTED =
            "SELECT n_tup_ins FROM pg_stat_user_tables WHERE schemaname = 'asyncgate' AND relname = 'ended_leases'";

    @Test
    void aLifeReadsFewRowsThoughItsTenantHasMany() throws Exception {
        try (var database = new ScratchDatabase(TestServer.superuser())) {
            assertThat(new Migration(database.address(), "asyncgate").apply()).isPositive();
            liveOn(database.address());
            Eventually.is("the session has said what it read", Duration.ofSeconds(30), () -> told(database.address()));

            long read = Long.parseLong(ScratchDatabase.ask(database.address(), READ));
            assertThat(read)
                    .as("rows read by " + LIVES + " lives behind " + QUEUED + " tasks")
                    .isLessThan(60_000);
        }
    }

    private static void liveOn(DatabaseAddress address) {
        Map<String, String> given = new HashMap<>(ScratchDatabase.url(address));
        given.putAll(Map.of("DB_POOL_SIZE", "1", "SWEEP_ENABLED", "false"));
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, given))) {
            UUID tenant = UUID.randomUUID();
            var tasker = gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"));
            var task = NewTask.of("report", Json.parse("{}"));
            Worker worker = gate.worker(tenant, "w");
            tasker.createTask(task);
            live(worker);
            for (int made = 0; made < QUEUED; made += 1_000) {
                tasker.createTasks(Collections.nCopies(1_000, task));
            }
            for (int i = 1; i < LIVES; i++) {
                live(worker);
            }
        }
    }

    private static void live(Worker worker) {
        ClaimedTask task = worker.leaseNext(ClaimTasks.Request.any()).getFirst();
        worker.complete(
                task.taskId(), task.leaseId(), Completion.of(Json.parse("{}"), Json.parse("[\"s3://out/1.pdf\"]")));
    }

    private static boolean told(DatabaseAddress address) {
        try {
            return ScratchDatabase.ask(address, ACCEPTED).equals(String.valueOf(LIVES));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
