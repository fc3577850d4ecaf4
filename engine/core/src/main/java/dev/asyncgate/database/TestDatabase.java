package dev.asyncgate.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that is marked as one for tests for a while: its sessions may take their time from a clock. Whoever marks it holds
 * a lock of the server for as long as the mark is wanted, so a mark that a killed program left behind can be told from others.
 */
public final class TestDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);

    private static final String USED = "SELECT EXISTS (SELECT FROM submitted_tasks)";
    private static final String MARK = "UPDATE installation SET test_database = ";

    /** Nobody waits for an acknowledgement of what is made up. */
    private static final String HURRY = "ALTER ROLE CURRENT_USER SET synchronous_commit = off";

    private static final String HURRY_NO_MORE = "ALTER ROLE CURRENT_USER RESET synchronous_commit";

    private static final String LOCK = "pg_try_advisory_lock(hashtext('asyncgate test database'), hashtext(?))";

    private static final String IS_LEFT_BEHIND =
            "SELECT CASE WHEN test_database THEN " + LOCK + " ELSE false END FROM installation";

    private final DatabaseAddress owner;
    private final DatabaseAddress program;
    private final String schema;
    private final Connection marker;

    /**
     * Marks it.
     *
     * @throws IllegalStateException when somebody has used it or marked it, or it cannot be marked
     */
    public TestDatabase(DatabaseAddress owner, DatabaseAddress program, String schema) {
        this.owner = owner;
        this.program = program;
        this.schema = schema;
        this.marker = marker();
        try {
            executeOn(program, HURRY);
        } catch (SQLException e) {
            throw notMarked(e);
        }
    }

    private Connection marker() {
        try {
            Connection connection = owner.connect("past", DatabaseAddress.CONNECT_TIMEOUT);
            try {
                connection.setSchema(schema);
                mark(connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw notMarked(e);
        }
    }

    private void mark(Connection connection) throws SQLException {
        if (is(connection, USED)) {
            throw new IllegalStateException("a past is played in a database that nobody has used");
        }
        if (!is(connection, "SELECT " + LOCK, schema)) {
            throw new IllegalStateException("somebody plays a past in this database");
        }
        execute(connection, MARK + true);
    }

    /** Makes it one like any other again where whoever marked it has ended without doing so. */
    public static void release(DatabaseAddress owner, DatabaseAddress program, String schema) {
        try (Connection connection = owner.connect("start", DatabaseAddress.CONNECT_TIMEOUT)) {
            connection.setSchema(schema);
            if (is(connection, IS_LEFT_BEHIND, schema)) {
                LOG.warn(
                        "a past was being played in this database when its program was killed; it holds what was played");
                executeOn(program, HURRY_NO_MORE);
                execute(connection, MARK + false);
            }
        } catch (SQLException e) {
            throw notMarked(e);
        }
    }

    /** From now on it is one like any other. */
    @Override
    public void close() {
        try (marker) {
            executeOn(program, HURRY_NO_MORE);
            execute(marker, MARK + false);
        } catch (SQLException e) {
            throw notMarked(e);
        }
    }

    private static void executeOn(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = address.connect("past", DatabaseAddress.CONNECT_TIMEOUT)) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean is(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static IllegalStateException notMarked(SQLException e) {
        return new IllegalStateException("the database could not be marked as one for tests, or no longer", e);
    }
}
