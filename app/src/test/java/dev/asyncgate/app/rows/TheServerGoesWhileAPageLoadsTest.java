package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.database.CuttingProxy;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was shown stays, with its filter; why nothing more came is said; and with the server the rest comes back. */
class TheServerGoesWhileAPageLoadsTest {

    private static final int PAGE = 3;

    private final TestGate tasks = TestGate.open();
    private final int server;
    private final Gate gate;
    private CuttingProxy way;

    TheServerGoesWhileAPageLoadsTest() throws IOException {
        DatabaseAddress address = TestServer.program();
        URI place = URI.create(address.jdbcUrl().substring("jdbc:".length()));
        server = place.getPort();
        way = new CuttingProxy(server);
        gate = Gate.open(TestGate.settings(Map.of(
                "DATABASE_URL",
                "postgresql://" + address.user() + ":" + address.password() + "@127.0.0.1:" + way.port()
                        + place.getPath() + "?sslmode=disable",
                "DB_CONNECT_TIMEOUT_MS",
                "500",
                "SWEEP_ENABLED",
                "false")));
    }

    @AfterEach
    void close() throws IOException {
        gate.close();
        way.close();
        tasks.close();
    }

    @Test
    void rowsAndFilterStayAndTheRestComesWhenItIsBack() throws IOException {
        for (int number = 0; number < 2 * PAGE; number++) {
            tasks.create("report.render");
        }
        var rows = new RowsViewModel<>(
                Background.direct(), new Tasks(gate.inspector(tasks.tenant)), "everything", Clock.systemUTC());
        rows.arrive();
        rows.show("report.*");
        assertThat(rows.rows()).hasSize(PAGE);

        int port = way.port();
        way.close();
        rows.more();
        assertThat(rows.failureProperty().get())
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
        assertThat(rows.rows()).hasSize(PAGE);
        assertThat(rows.shownProperty().get()).isEqualTo(Shown.ROWS);
        assertThat(rows.queryProperty().get()).isEqualTo("report.*");

        way = new CuttingProxy(server, port);
        rows.more();
        assertThat(rows.rows()).hasSize(2 * PAGE);
    }

    /** Tasks, three at a time. */
    private record Tasks(Inspector inspector) implements Source<String, TaskRow> {

        @Override
        public Page<TaskRow> page(String query, @Nullable String cursor) {
            var page = inspector.listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, PAGE, cursor);
            return new Page<>(page.tasks(), page.nextCursor());
        }

        @Override
        public UUID id(TaskRow row) {
            return row.taskId();
        }

        @Override
        public boolean narrows(String query) {
            return !query.equals("everything");
        }
    }
}
