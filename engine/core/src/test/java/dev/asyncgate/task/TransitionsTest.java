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
        UUID tenant = UUID.randomUUID();
        try (Connection connection = TestGate.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(insertTask(tenant, from));
            boolean allowed;
            try {
                statement.execute(
                        "UPDATE tasks SET status = '" + to.wireName() + "' WHERE tenant_id = '" + tenant + "'");
                allowed = true;
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

    static String insertTask(UUID tenant, TaskStatus status) {
        return """
                INSERT INTO tasks (tenant_id, task_id, created_at, updated_at, assigned_receipt_id, priority, max_attempts,
                    retry_backoff_seconds, status, type, created_by_kind, created_by_id, principal_ai, capabilities, tags,
                    request_sha256, asyncgate_instance, payload)
                VALUES ('%s', new_id(), gate_now(), gate_now(), new_id(), 0, 1, 1, '%s', 'unit', 'agent', 'planner', 'planner',
                    '{}', '{}', '', 'test', '{}')
                """.formatted(tenant, status.wireName());
    }
}
