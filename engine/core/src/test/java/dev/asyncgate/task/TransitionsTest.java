package dev.asyncgate.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine stands in TaskStatus, in the database's trigger and in the diagram of ARCHITECTURE.md: the same one. */
class TransitionsTest {

    static Stream<Arguments> everyPair() {
        return Arrays.stream(TaskStatus.values())
                .flatMap(from -> Arrays.stream(TaskStatus.values())
                        .filter(to -> to != from)
                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void theDatabaseAllowsWhatJavaAllows(TaskStatus from, TaskStatus to) throws Exception {
        try (Connection connection = TestGate.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            HandWritten task = new HandWritten(statement, UUID.randomUUID());
            task.submit();
            for (TaskStatus step : pathTo(from)) {
                task.move(step);
            }
            boolean allowed;
            try {
                allowed = task.move(to);
            } catch (SQLException e) {
                allowed = false;
            }
            connection.rollback();
            assertThat(allowed).isEqualTo(from.next().contains(to));
        }
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void theDiagramShowsWhatJavaAllows(TaskStatus from, TaskStatus to) throws Exception {
        String diagram = Files.readString(Path.of("../../ARCHITECTURE.md"));
        String line = diagram.lines()
                .filter(text -> text.startsWith("| `" + from.wireName() + "` |"))
                .findFirst()
                .orElseThrow();

        assertThat(line.substring(line.indexOf('|', 2)).contains("`" + to.wireName() + "`"))
                .isEqualTo(from.next().contains(to));
    }

    @org.junit.jupiter.api.Test
    void nothingLeavesATerminalState() {
        Set<TaskStatus> terminal = EnumSet.of(TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELED);
        assertThat(Arrays.stream(TaskStatus.values()).filter(TaskStatus::isTerminal))
                .containsExactlyElementsOf(terminal);
    }

    private static List<TaskStatus> pathTo(TaskStatus status) {
        return switch (status) {
            case QUEUED -> List.of();
            case RUNNING -> List.of(TaskStatus.LEASED, TaskStatus.RUNNING);
            case LEASED, CANCELED -> List.of(status);
            case SUCCEEDED, FAILED -> List.of(TaskStatus.LEASED, status);
        };
    }

    /** A task that somebody moves with SQL of their own. */
    private record HandWritten(Statement statement, UUID tenant) {

        void submit() throws SQLException {
            statement.execute("""
                    WITH s AS (
                        INSERT INTO submitted_tasks (tenant_id, task_id, created_at, assigned_receipt_id, priority, max_attempts,
                            retry_backoff_seconds, type, created_by_kind, created_by_id, principal_ai, capabilities, tags,
                            request_sha256, asyncgate_instance, payload)
                        VALUES ('%1$s', '%1$s', gate_now(), new_id(), 0, 1, 1, 'unit', 'agent', 'planner', 'planner',
                            '{}', '{}', '', 'test', '{}'))
                    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
                    VALUES ('%1$s', '%1$s', new_id(), gate_now(), gate_now(), 0, false)
                    """.formatted(tenant));
        }

        /** Whether it changed anything; refusals are errors. */
        boolean move(TaskStatus to) throws SQLException {
            return statement.executeUpdate(
                            switch (to) {
                                case QUEUED -> isOpen() ? update(LEASE_GONE) : reopened("NULL");
                                case LEASED ->
                                    isOpen() ? update(LEASE_THERE + ", started_at = NULL") : reopened("new_id()");
                                case RUNNING ->
                                    isOpen() ? update(LEASE_THERE + ", started_at = gate_now()") : reopened("new_id()");
                                case SUCCEEDED, FAILED, CANCELED -> """
                        WITH gone AS (DELETE FROM open_tasks WHERE tenant_id = '%1$s' RETURNING lease_id)
                        INSERT INTO task_outcomes (
                            tenant_id, task_id, completed_at, lease_id, receipt_id, priority, attempt, located, outcome)
                        VALUES ('%1$s', '%1$s', gate_now(), (SELECT lease_id FROM gone), new_id(), 0, 0, true, '%2$s')
                        """.formatted(tenant, to.wireName());
                            })
                    > 0;
        }

        private boolean isOpen() throws SQLException {
            try (var rows = statement.executeQuery("SELECT FROM open_tasks WHERE tenant_id = '" + tenant + "'")) {
                return rows.next();
            }
        }

        private String update(String set) {
            return "UPDATE open_tasks SET " + set + " WHERE tenant_id = '" + tenant + "'";
        }

        private String reopened(String lease) {
            return """
                    INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting, lease_id)
                    VALUES ('%1$s', '%1$s', new_id(), gate_now(), gate_now(), 0, false, %2$s)
                    """.formatted(tenant, lease);
        }

        private static final String LEASE_GONE = """
                lease_id = NULL, accepted_receipt_id = NULL, acquired_at = NULL, expires_at = NULL, started_at = NULL,
                renewal_count = NULL, ttl_seconds = NULL, worker_kind = NULL, worker_id = NULL, worker_capabilities = NULL
                """;

        private static final String LEASE_THERE = """
                lease_id = coalesce(lease_id, new_id()), accepted_receipt_id = coalesce(accepted_receipt_id, new_id()),
                acquired_at = coalesce(acquired_at, gate_now()), expires_at = gate_now(), renewal_count = 0, ttl_seconds = 1,
                worker_kind = 'worker', worker_id = 'w', worker_capabilities = '{}'
                """;
    }
}
