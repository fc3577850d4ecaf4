package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.doctor.Finding;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.invariant.Ledger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** What must be so after every fault, told from the database itself: by its rows, its ledger and the doctor. */
final class Proof {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DatabaseAddress address;
    private final UUID tenantId;

    Proof(DatabaseAddress address, UUID tenantId) {
        this.address = address;
        this.tenantId = tenantId;
    }

    /** Waits until every task has ended: nobody helps, and nothing is left lying. */
    void awaitAllEnded(Duration within) throws InterruptedException {
        Eventually.is("every task has ended", within, () -> count("open_tasks") == 0);
    }

    /** Nothing acknowledged is lost, no lease was held twice, no task ended twice, the ledger verifies, the doctor is content. */
    void assertHolds(Acknowledged acknowledged, Inspector inspector) throws SQLException {
        try (Connection connection = connect()) {
            acknowledged.assertKept(Ledger.read(connection, tenantId));
        }
        assertThat(inspector.verifyLedger(_ -> true).faults()).isEmpty();
        assertThat(inspector.diagnose(Duration.ofMinutes(1)).findings().stream()
                        .filter(finding -> finding.rule().severity() != Rule.Severity.NOTE)
                        .filter(finding ->
                                finding.tenantId() == null || finding.tenantId().equals(tenantId))
                        .filter(finding -> !isOfTheTest(finding)))
                .isEmpty();
        System.out.println("    " + acknowledged.count() + " acknowledgements kept, " + count("submitted_tasks")
                + " tasks, " + count("receipts") + " receipts");
    }

    /** A manual clock takes a database that is marked so. */
    private static boolean isOfTheTest(Finding finding) {
        return finding.rule().title().equals("The database's clock is the server's");
    }

    /** The rows of the tenant; -1 while the database does not answer. */
    long count(String table) {
        try {
            return Long.parseLong(ask("SELECT count(*) FROM " + table + " WHERE tenant_id = '" + tenantId + "'"));
        } catch (SQLException e) {
            return -1;
        }
    }

    /** The first column of the first row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = address.connect("proof", PATIENCE);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate");
        }
        return connection;
    }
}
