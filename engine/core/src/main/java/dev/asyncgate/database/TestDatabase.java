package dev.asyncgate.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that is marked as one for tests for a while: its sessions may take their time from a clock. */
public final class TestDatabase implements AutoCloseable {

    private static final String USED = "SELECT EXISTS (SELECT FROM submitted_tasks)";
    private static final String MARK = "UPDATE installation SET test_database = ";

    /** Nobody waits for an acknowledgement of what is made up. */
    private static final String HURRY = "ALTER ROLE CURRENT_USER SET synchronous_commit = off";

    private static final String HURRY_NO_MORE = "ALTER ROLE CURRENT_USER RESET synchronous_commit";

    private final DatabaseAddress owner;
    private final DatabaseAddress program;
    private final String schema;

    /**
     * Marks it.
     *
     * @throws IllegalStateException when somebody has used it, or it cannot be marked
     */
    public TestDatabase(DatabaseAddress owner, DatabaseAddress program, String schema) {
        this.owner = owner;
        this.program = program;
        this.schema = schema;
        inSchema(owner, statement -> {
            try (ResultSet used = statement.executeQuery(USED)) {
                if (used.next() && used.getBoolean(1)) {
                    throw new IllegalStateException("a past is played in a database that nobody has used");
                }
            }
            statement.execute(MARK + true);
        });
        inSchema(program, statement -> statement.execute(HURRY));
    }

    /** From now on it is one like any other. */
    @Override
    public void close() {
        inSchema(program, statement -> statement.execute(HURRY_NO_MORE));
        inSchema(owner, statement -> statement.execute(MARK + false));
    }

    @FunctionalInterface
    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    private void inSchema(DatabaseAddress address, Work work) {
        try (Connection connection = address.connect("past", DatabaseAddress.CONNECT_TIMEOUT);
                Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be marked as one for tests", e);
        }
    }
}
