package dev.asyncgate.bench;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.DatabaseUrl;
import dev.asyncgate.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server that is measured, and a schema of its own on it that is made, emptied and dropped. One run at a time uses
 * a database. Used by one thread, apart from the connections that it hands out.
 */
final class BenchDatabase implements AutoCloseable {

    static final String SCHEMA = "asyncgate_bench";

    private static final int PAST_AT_ONCE = 4_000;
    private static final String MARK = "Made by asyncgate bench, which drops it at its end and at its next start.";
    private static final long LOCK = 0x6173796e63626e63L; // "asyncbnc"

    private final @Nullable EmbeddedPostgres embedded;
    private final DatabaseAddress owner;
    private final DatabaseAddress program;
    private final Connection control;

    private BenchDatabase(
            @Nullable EmbeddedPostgres embedded, DatabaseAddress owner, DatabaseAddress program, Connection control) {
        this.embedded = embedded;
        this.owner = owner;
        this.program = program;
        this.control = control;
    }

    /**
     * Joins the server that the settings name.
     *
     * @throws GateException DATABASE_UNAVAILABLE when it does not answer, or another run is under way on it
     */
    static BenchDatabase open(Settings settings) {
        DatabaseUrl url = settings.database().url();
        EmbeddedPostgres embedded = url.embedded() ? EmbeddedPostgres.open(settings.dataDir()) : null;
        DatabaseAddress owner = embedded == null ? addressOf(url) : embedded.superuserAddress();
        DatabaseAddress program = embedded == null ? owner : embedded.address();
        Connection control = null;
        try {
            control = connect(owner);
            var database = new BenchDatabase(embedded, owner, program, control);
            database.requireFree();
            return database;
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, control, embedded);
            throw e instanceof SQLException sql ? failure(sql) : (RuntimeException) e;
        }
    }

    /** For who makes the schema, looks into the log and asks for checkpoints, where the server lets it. */
    DatabaseAddress owner() {
        return owner;
    }

    /** Whether the server is the one that comes along, on this machine. */
    boolean isEmbedded() {
        return embedded != null;
    }

    /** Makes the schema anew: nothing that was measured before slows what comes next. */
    void renew() throws SQLException {
        drop();
        execute("CREATE SCHEMA " + SCHEMA);
        execute("COMMENT ON SCHEMA " + SCHEMA + " IS '" + MARK + "'");
        int _ = new Migration(owner, SCHEMA).apply();
        checkpoint();
    }

    /** So that nobody's old pages are written while the next one is measured; a server may refuse it to this user. */
    void checkpoint() throws SQLException {
        try {
            execute("CHECKPOINT");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Runs {@code floor/NAME.sql} once, for rows that lie there when something is measured. */
    void build(String name, Map<String, Object> given) throws SQLException {
        try (Crew.Client builder = FloorScript.read(name).client(connect(), given)) {
            int _ = builder.step();
        }
    }

    /**
     * A tenant's past of receipts, one obligation in a thousand tasks open. It is written as the engine writes: the receipts
     * of a transaction share a position, and none of the engine's has more than some thousand.
     */
    void buildPast(UUID tenant, int receipts) throws SQLException {
        for (int built = 0; built < receipts; built += PAST_AT_ONCE) {
            int slice = Math.min(PAST_AT_ONCE, receipts - built);
            build("past", Map.of("tenant", tenant, "receipts", slice, "open", 1));
        }
        vacuum();
        checkpoint();
    }

    /** What changes rows that the triggers guard. */
    @FunctionalInterface
    interface Unguarded {
        void run() throws SQLException;
    }

    /** Rows that stand for a past are not led through it: the triggers of these tables are off meanwhile. */
    void withoutGuards(List<String> tables, Unguarded change) throws SQLException {
        guards(tables, "DISABLE");
        change.run();
        guards(tables, "ENABLE");
    }

    private void guards(List<String> tables, String on) throws SQLException {
        for (String table : tables) {
            execute("ALTER TABLE " + SCHEMA + "." + table + " " + on + " TRIGGER USER");
        }
    }

    /** As autovacuum would have left rows that were made long ago. */
    void vacuum() throws SQLException {
        execute("VACUUM (ANALYZE) "
                + value("SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables"
                        + " WHERE schemaname = '" + SCHEMA + "'"));
    }

    /** A gate with the product's defaults on at most so many connections. */
    Gate gate(int connections) {
        return Gate.open(settings(connections, Map.of()));
    }

    /** The product's defaults on this database, but for these. */
    Settings settings(int connections, Map<String, String> others) {
        Map<String, String> given = new HashMap<>(Map.of(
                "DATABASE_URL",
                url(),
                "DATABASE_SCHEMA",
                SCHEMA,
                "DB_POOL_SIZE",
                String.valueOf(connections),
                "INSTANCE_ID",
                "asyncgate-bench",
                "PORT",
                "0",
                "RATE_LIMIT_ENABLED",
                "false"));
        given.putAll(others);
        return Settings.read(Map.of(), null, given);
    }

    /** A connection with the gate's rights, whose statements are prepared on the server from their first execution. */
    Connection connect() throws SQLException {
        return connect(program);
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("ApplicationName", "asyncgate bench");
        properties.setProperty("options", "-c search_path=" + SCHEMA + ",public -c TimeZone=UTC");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /** The first column of the first row. */
    String value(String sql) throws SQLException {
        try (Statement statement = control.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = control.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection control() {
        return control;
    }

    @Override
    public void close() {
        try (control) {
            drop();
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    /** What the server said, for a reader; statements of the bench hold nobody's data. */
    static GateException failure(SQLException e) {
        boolean away = e.getSQLState() == null || e.getSQLState().startsWith("08");
        return new GateException(
                away ? ErrorCode.DATABASE_UNAVAILABLE : ErrorCode.INTERNAL_ERROR,
                "The database could not go on with the measurement: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }

    /** A schema that is left from a run that was killed goes; another's stays. */
    private void requireFree() throws SQLException {
        if (!"t".equals(value("SELECT pg_try_advisory_lock(" + LOCK + ")"))) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "Another asyncgate bench runs on this database. Wait until it has ended.");
        }
        drop();
    }

    private void drop() throws SQLException {
        String mark = value("SELECT coalesce(max(coalesce(obj_description(oid, 'pg_namespace'), '')), 'none')"
                + " FROM pg_namespace WHERE nspname = '" + SCHEMA + "'");
        if (mark.equals("none")) {
            return;
        }
        if (!mark.equals(MARK)) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The database has a schema " + SCHEMA + " that asyncgate bench did not make. Rename it, or name"
                            + " another database.");
        }
        execute("DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    private String url() {
        String rest = program.jdbcUrl().substring("jdbc:postgresql://".length());
        String password = program.password().isEmpty() ? "" : ":" + encoded(program.password());
        return "postgresql://" + encoded(program.user()) + password + "@" + rest;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static DatabaseAddress addressOf(DatabaseUrl url) {
        String user = url.user() == null ? System.getProperty("user.name", "postgres") : url.user();
        return new DatabaseAddress(url.jdbcUrl(), user, url.password() == null ? "" : url.password());
    }

    private static void closeAfter(
            Exception failure, @Nullable Connection control, @Nullable EmbeddedPostgres embedded) {
        try {
            if (control != null) {
                control.close();
            }
            if (embedded != null) {
                embedded.close();
            }
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
