package dev.asyncgate.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Weighs the write-ahead log that some lives leave, on a server that is otherwise quiet. A checkpoint goes before, and
 * lives that do not count, so that few pages are written whole; those that are do not count where the server lets this
 * user look into its log (extension pg_walinspect).
 */
final class WalGauge {

    private static final String RECORDS = """
            SELECT "resource_manager/record_type" AS kind, count, record_size, fpi_size
            FROM pg_get_wal_stats(?::pg_lsn, ?::pg_lsn, true) WHERE count > 0 ORDER BY record_size DESC
            """;

    private final BenchDatabase database;
    private final int lives;
    private final boolean inspected;
    private List<String> lastRecords = List.of();

    WalGauge(BenchDatabase database, int lives) throws SQLException {
        this.database = database;
        this.lives = lives;
        this.inspected = inspects();
    }

    /** Bytes of one life. */
    double weigh(Crew.Client life) throws SQLException {
        database.checkpoint();
        for (int i = 0; i < Math.max(10, lives / 5); i++) {
            live(life);
        }
        String start = position();
        for (int i = 0; i < lives; i++) {
            live(life);
        }
        String end = position();
        flush();
        double bytes = Double.parseDouble(database.value("SELECT pg_wal_lsn_diff('" + end + "', '" + start + "')"));
        return (bytes - wholePages(start, end)) / lives;
    }

    /** What the log of the last lives was made of; only a note where it could not be looked into. */
    List<String> lastRecords() {
        return lastRecords;
    }

    private double wholePages(String start, String end) throws SQLException {
        if (!inspected) {
            lastRecords = List.of("The log could not be looked into (pg_walinspect), so full-page images count.");
            return 0;
        }
        List<String> lines = new ArrayList<>();
        double images = 0;
        try (PreparedStatement statement = database.control().prepareStatement(RECORDS)) {
            statement.setString(1, start);
            statement.setString(2, end);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    images += rows.getDouble("fpi_size");
                    if (rows.getDouble("record_size") >= lives) {
                        lines.add(line(rows));
                    }
                }
            }
        }
        lines.add(String.format(Locale.ROOT, "full-page images, not counted: %,.0f bytes a life", images / lives));
        lastRecords = lines;
        return images;
    }

    private String line(ResultSet rows) throws SQLException {
        return String.format(
                Locale.ROOT,
                "%-28s %6.2f records %8.1f bytes a life",
                rows.getString("kind"),
                rows.getDouble("count") / lives,
                rows.getDouble("record_size") / lives);
    }

    private boolean inspects() throws SQLException {
        try {
            database.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect SCHEMA " + BenchDatabase.SCHEMA);
            return true;
        } catch (SQLException e) {
            if (!List.of("42501", "0A000", "58P01").contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return false;
        }
    }

    /** Only what is on the disk can be looked into, and a server may let commits wait for that. */
    private void flush() throws SQLException {
        database.execute("SET synchronous_commit = on");
        String _ = database.value("SELECT pg_logical_emit_message(true, 'asyncgate bench', 'end')");
        database.execute("RESET synchronous_commit");
    }

    private String position() throws SQLException {
        return database.value("SELECT pg_current_wal_insert_lsn()");
    }

    private static void live(Crew.Client life) throws SQLException {
        if (life.step() != 1) {
            throw new IllegalStateException("a life did not come to its end");
        }
    }
}
