package dev.asyncgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On a real server with every size cut down; the figures mean nothing here, that they are there does. */
class AShortRunGivesTableAndJsonTest {

    private static final Effort TINY = new Effort(
            2, Duration.ofMillis(50), Duration.ofMillis(300), List.of(2), List.of(1), List.of(1_000), 1_000, 5, 20);

    @Test
    void everyScenarioOfThroughputStandsBesideItsFloor() throws SQLException {
        List<String> progress = new ArrayList<>();
        Report report;
        try (Bench bench = Bench.open(RealServer.settings())) {
            report = bench.run(List.copyOf(Bench.scenarios().keySet()), TINY, "1.2.3", progress::add);
        }

        assertThat(report.comparisons())
                .extracting(Comparison::scenario)
                .containsOnly(Bench.scenarios().keySet().toArray(String[]::new));
        assertThat(report.comparisons())
                .allSatisfy(comparison -> assertThat(comparison.gate().values()).hasSize(2));
        List<String> withoutFloor = List.of(
                "pickup",
                "idle",
                "http",
                "wake",
                "behind",
                "long-life",
                "sweep",
                "list",
                "verify",
                "retention",
                "backup");
        assertThat(report.comparisons())
                .filteredOn(comparison -> !withoutFloor.contains(comparison.scenario()))
                .allSatisfy(comparison -> {
                    assertThat(comparison.gate().values()).allMatch(value -> value > 0);
                    assertThat(comparison.besides())
                            .extracting(Comparison.Beside::side)
                            .containsExactly("floor");
                });
        assertThat(progress).anyMatch(line -> line.contains("round 2 of 2"));
        readable(ReportTable.of(report));
        parses(ReportJson.of(report));
        assertThat(schemas()).doesNotContain("asyncgate_bench");
    }

    @Test
    void aSchemaOfThatNameThatItDidNotMakeIsLeftAlone() throws SQLException {
        execute("CREATE SCHEMA asyncgate_bench");
        try {
            assertThatThrownBy(() -> Bench.open(RealServer.settings()))
                    .isInstanceOfSatisfying(
                            GateException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE))
                    .hasMessageContaining("did not make");
            assertThat(schemas()).contains("asyncgate_bench");
        } finally {
            execute("DROP SCHEMA asyncgate_bench");
        }
    }

    @Test
    void aSecondRunOnTheSameDatabaseIsRefused() {
        try (Bench _ = Bench.open(RealServer.settings())) {
            assertThatThrownBy(() -> Bench.open(RealServer.settings())).hasMessageContaining("Another asyncgate bench");
        }
    }

    private static void readable(String table) {
        assertThat(table)
                .contains("fsync off", "DO NOT COUNT", "create", "claim-complete", "floor", "2 clients", "1.2.3")
                .contains("Heap/INSERT");
        assertThat(table.lines()).allMatch(line -> line.length() < 180);
    }

    private static void parses(String text) {
        JsonNode json = Json.parse(text).node();
        assertThat(json.get("counts").booleanValue()).isFalse();
        assertThat(json.get("settings").get("fsync").stringValue()).isEqualTo("off");
        JsonNode first = json.get("scenarios").get(0);
        assertThat(first.get("scenario").stringValue()).isEqualTo("create");
        JsonNode ratio = first.get("beside").get(0).get("ratio");
        assertThat(ratio.get("median").doubleValue()).isPositive();
        assertThat(ratio.get("rounds").size()).isEqualTo(2);
    }

    private static List<String> schemas() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT nspname FROM pg_namespace")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        DatabaseAddress address = TestServer.superuser();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
