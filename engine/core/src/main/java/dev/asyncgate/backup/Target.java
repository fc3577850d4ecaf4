package dev.asyncgate.backup;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The schema that an archive is read into, locked against everybody else until the transaction ends.
 *
 * @param statement on the connection whose transaction it is, with the search path on the schema
 * @param name      of the schema
 * @param schema    its tables
 */
record Target(Statement statement, String name, Schema schema) {

    /** The triggers that people wrote (those of foreign keys stay on), with the word that puts each back as it was. */
    private static final String GUARDS = """
            SELECT quote_ident(c.relname), quote_ident(t.tgname),
                   CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT t.tgisinternal
              AND t.tgenabled <> 'D' AND t.tgparentid = 0
            """;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A trigger of a table. */
    private record Guard(String table, String trigger, String enable) {}

    /** What is done while no guard watches. */
    @FunctionalInterface
    interface Unguarded {
        void run() throws SQLException, IOException;
    }

    static Target locked(Statement statement, String name) throws SQLException {
        Schema schema = Schema.read(statement.getConnection(), name);
        try {
            statement.execute("LOCK TABLE " + schema.quotedNames() + " IN ACCESS EXCLUSIVE MODE");
            return new Target(statement, name, schema);
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "Somebody is working in the schema " + name
                            + ": stop every AsyncGate on it, then restore. Nothing was" + " changed.",
                    e);
        }
    }

    /** Refuses an archive whose tables are not these. */
    void requireShapeOf(Manifest manifest) {
        List<String> here = schema.tables().stream()
                .map(table -> table.name() + table.columns())
                .sorted()
                .toList();
        List<String> there = manifest.tables().stream()
                .map(table -> table.name() + table.columns())
                .sorted()
                .toList();
        if (!here.equals(there)) {
            String differing = here.stream()
                    .filter(table -> !there.contains(table))
                    .findFirst()
                    .or(() -> there.stream()
                            .filter(table -> !here.contains(table))
                            .findFirst())
                    .orElse("");
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The archive and the schema " + name + " have the same number and different tables ("
                            + differing.replaceFirst("\\[.*", "")
                            + "): one of them was changed by hand. Nothing was changed.");
        }
    }

    /** Refuses a schema in which somebody has worked already. */
    void requireNoTenants() throws SQLException {
        List<String> found = new ArrayList<>();
        for (Schema.Table table : schema.tables()) {
            if (table.ofTenants()) {
                long rows = count(table);
                if (rows > 0) {
                    found.add(rows + " in " + table.name());
                }
            }
        }
        if (!found.isEmpty()) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The schema " + name + " must be empty to restore into, and has rows: "
                            + found.stream().collect(Collectors.joining(", "))
                            + ". Choose another data directory, database or DATABASE_SCHEMA. Nothing was changed.");
        }
    }

    private long count(Schema.Table table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.quotedName())) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the migrations wrote by themselves gives way to what the archive has. */
    void empty() throws SQLException {
        for (Schema.Table table : schema.tables().reversed()) {
            statement.execute("DELETE FROM " + table.quotedName());
        }
    }

    /** The rows were guarded when they came to be; now they come in an order in which no guard would let them. */
    void withoutGuards(Unguarded work) throws SQLException, IOException {
        List<Guard> guards = guards();
        for (Guard guard : guards) {
            statement.execute("ALTER TABLE " + guard.table() + " DISABLE TRIGGER " + guard.trigger());
        }
        work.run();
        statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        for (Guard guard : guards) {
            statement.execute("ALTER TABLE " + guard.table() + " " + guard.enable() + " TRIGGER " + guard.trigger());
        }
    }

    private List<Guard> guards() throws SQLException {
        try (ResultSet rows = statement.executeQuery(GUARDS)) {
            List<Guard> guards = new ArrayList<>();
            while (rows.next()) {
                guards.add(new Guard(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
            return guards;
        }
    }
}
