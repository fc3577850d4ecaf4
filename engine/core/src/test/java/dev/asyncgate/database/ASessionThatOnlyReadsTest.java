package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server itself refuses every change, and where it can the session gives up the right to make any. */
class ASessionThatOnlyReadsTest {

    private final ScratchDatabase database;
    private final DatabaseAddress eve;

    ASessionThatOnlyReadsTest() throws SQLException {
        database = new ScratchDatabase(TestServer.superuser());
        eve = database.as("eve", "eves");
    }

    @BeforeEach
    void eveMayDoTheProgramsWork() throws SQLException {
        int _ = new Migration(database.address(), "asyncgate").apply();
        administer("CREATE ROLE eve LOGIN PASSWORD 'eves'");
        administer("GRANT asyncgate_program TO eve");
    }

    @AfterEach
    void close() throws SQLException {
        administer("DROP OWNED BY eve CASCADE");
        administer("DROP ROLE eve");
        database.close();
    }

    private void administer(String sql) throws SQLException {
        ScratchDatabase.execute(database.address(), sql);
    }

    private Settings reading() {
        Settings settings = TestGate.settings(ScratchDatabase.url(eve));
        return settings.on(settings.database().forReading());
    }

    private String userOfASession() {
        try (Database sessions = Database.open(eve, reading(), null)) {
            return sessions.statement(
                    session -> session.query("SELECT current_user").one(row -> row.text("current_user")));
        }
    }

    @Test
    void aMemberOfTheReadersGivesUpAllOtherRights() throws SQLException {
        assertThat(userOfASession()).isEqualTo("eve");
        administer("GRANT asyncgate_reader TO eve");
        assertThat(userOfASession()).isEqualTo("asyncgate_reader");
    }

    @Test
    void theServerRefusesWhatIsWrittenAndAnswersWhatIsAsked() throws SQLException {
        UUID task;
        try (Gate working = Gate.open(TestGate.settings(ScratchDatabase.url(eve)))) {
            task = working.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER)
                    .createTask(NewTask.of("unit", Json.emptyObject()))
                    .taskId();
        }
        try (Gate gate = Gate.open(reading())) {
            refuses(gate);
            answers(gate, task);
        }
        administer("GRANT asyncgate_reader TO eve");
        try (Gate gate = Gate.open(reading())) {
            refuses(gate);
            answers(gate, task);
        }
    }

    private static void refuses(Gate gate) {
        assertThatThrownBy(() -> gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER)
                        .createTask(NewTask.of("unit", Json.emptyObject())))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
                .hasMessageContaining("only reads");
    }

    private static void answers(Gate gate, UUID task) {
        Inspector inspector = gate.inspector(Gate.DEFAULT_TENANT);
        assertThat(inspector
                        .listTasks(TaskFilter.ALL, TaskSort.OLDEST_FIRST, 10, null)
                        .tasks())
                .hasSize(1);
        assertThat(inspector.lineage(task, GetLineage.Scope.TREE, 10).receipts())
                .hasSize(1);
        assertThat(inspector.openObligations(10, null).obligations()).hasSize(1);
        assertThat(inspector.leases(Instant.EPOCH, Instant.now(), 10).leases()).isEmpty();
        assertThat(inspector.countTasks()).isNotEmpty();
        assertThat(gate.tenants()).contains(Gate.DEFAULT_TENANT);
    }
}
