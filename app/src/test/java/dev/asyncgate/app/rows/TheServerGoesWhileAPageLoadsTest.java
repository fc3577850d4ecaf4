package dev.asyncgate.app.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.database.CuttingProxy;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What was shown stays, with its filter and its selection; why nothing more came is said where it was to come; and with the
 * server comes what is missing, by the poll alone.
 */
class TheServerGoesWhileAPageLoadsTest {

    private static final int MOST = 3;
    private static final String EVERYTHING = "everything";

    private final TestGate tasks = TestGate.open();
    private final Gate gate;
    private final Tasks source;
    private final RowsViewModel<String, TaskRow> rows;
    private final CuttingProxy way;

    TheServerGoesWhileAPageLoadsTest() throws IOException {
        DatabaseAddress address = TestServer.program();
        URI place = URI.create(address.jdbcUrl().substring("jdbc:".length()));
        way = new CuttingProxy(place.getPort());
        gate = Gate.open(TestGate.settings(Map.of(
                "DATABASE_URL",
                "postgresql://" + address.user() + ":" + address.password() + "@127.0.0.1:" + way.port()
                        + place.getPath() + "?sslmode=disable",
                "DB_CONNECT_TIMEOUT_MS",
                "500",
                "SWEEP_ENABLED",
                "false")));
        source = new Tasks(gate.inspector(tasks.tenant));
        rows = new RowsViewModel<>(Background.direct(), source, EVERYTHING, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        gate.close();
        way.close();
        tasks.close();
    }

    @Test
    void theNextPageComesWhenItIsBack() throws Exception {
        List<UUID> created = create(2 * MOST, "report.render");
        rows.arrive();
        rows.show("report.render");
        rows.select(created.getLast());

        source.meanwhile = this::cut;
        rows.more();
        assertThatItIsSaid();
        assertThat(rows.rows()).hasSize(MOST);
        assertThat(rows.shownProperty().get()).isEqualTo(Shown.ROWS);

        restore();
        awaitNoFailure();
        assertThat(ids()).isEqualTo(created.reversed());
        assertThat(rows.queryProperty().get()).isEqualTo("report.render");
        assertThat(rows.selectedProperty().get()).isEqualTo(created.getLast());
    }

    /** Rows of one filter never stand under another once the server answers. */
    @Test
    void whatANewFilterLetsThroughComesWhenItIsBack() throws Exception {
        List<UUID> reports = create(2, "report.render");
        List<UUID> mails = create(2, "mail.send");
        rows.arrive();
        rows.show("report.render");
        assertThat(ids()).isEqualTo(reports.reversed());

        source.meanwhile = this::cut;
        rows.show("mail.send");
        assertThatItIsSaid();
        assertThat(rows.queryProperty().get()).isEqualTo("mail.send");

        restore();
        awaitNoFailure();
        assertThat(ids()).isEqualTo(mails.reversed());
    }

    @Test
    void theFirstPageComesWhenItIsBack() throws Exception {
        List<UUID> created = create(2, "report.render");
        source.meanwhile = this::cut;
        rows.arrive();
        assertThatItIsSaid();
        assertThat(rows.shownProperty().get()).isEqualTo(Shown.NOTHING);

        restore();
        awaitNoFailure();
        assertThat(rows.shownProperty().get()).isEqualTo(Shown.ROWS);
        assertThat(ids()).isEqualTo(created.reversed());
    }

    private List<UUID> create(int count, String type) {
        return IntStream.range(0, count).mapToObj(_ -> tasks.create(type)).toList();
    }

    private List<UUID> ids() {
        return rows.rows().stream().map(RowItem::id).toList();
    }

    private void assertThatItIsSaid() {
        assertThat(rows.failureProperty().get())
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }

    private void cut() {
        try {
            way.goAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore() {
        source.meanwhile = () -> {};
        way.comeBack();
    }

    /** The poll, which nobody here does every five seconds, is all that happens. */
    private void awaitNoFailure() throws InterruptedException {
        Eventually.is("nothing more is said to fail", Duration.ofSeconds(30), () -> {
            rows.readAgain();
            return rows.failureProperty().get() == null;
        });
    }

    /** Tasks of a type, three at a time, and what happens between the question and the answer. */
    private static final class Tasks implements Source<String, TaskRow> {

        private final Inspector inspector;
        private Runnable meanwhile = () -> {};

        private Tasks(Inspector inspector) {
            this.inspector = inspector;
        }

        @Override
        public Page<TaskRow> page(String query, @Nullable String cursor) {
            meanwhile.run();
            TaskFilter filter = query.equals(EVERYTHING)
                    ? TaskFilter.ALL
                    : new TaskFilter(Set.of(), List.of(query), null, null, null, null);
            var page = inspector.listTasks(filter, TaskSort.NEWEST_FIRST, MOST, cursor);
            return new Page<>(page.tasks(), page.nextCursor());
        }

        @Override
        public UUID id(TaskRow row) {
            return row.taskId();
        }

        @Override
        public boolean narrows(String query) {
            return !query.equals(EVERYTHING);
        }
    }
}
