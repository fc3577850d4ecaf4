package dev.asyncgate.engine;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * A new embedded database in which a past is played: it takes its time from a clock, and sweeps when it is told to. While
 * it is open the database is marked as one for tests; afterwards it is one like any other.
 */
public final class Past implements AutoCloseable {

    private static final String USED = "SELECT EXISTS (SELECT FROM submitted_tasks)";
    private static final String MARK = "UPDATE installation SET test_database = ";

    /** Nobody waits for an acknowledgement of what is made up. */
    private static final String HURRY = "ALTER ROLE CURRENT_USER SET synchronous_commit = off";

    private static final String HURRY_NO_MORE = "ALTER ROLE CURRENT_USER RESET synchronous_commit";

    private final EmbeddedPostgres server;
    private final String schema;
    private final Gate gate;

    private Past(EmbeddedPostgres server, Settings settings, InstantSource clock) {
        this.server = server;
        this.schema = settings.database().schema();
        this.gate = Gate.onManualClock(settings, server.address(), clock);
    }

    /**
     * Makes the embedded database of the settings' data directory.
     *
     * @throws IllegalStateException when somebody has used it
     * @throws GateException DATABASE_UNAVAILABLE
     */
    public static Past open(Settings settings, InstantSource clock) {
        EmbeddedPostgres server = EmbeddedPostgres.open(settings.dataDir());
        try {
            new Migration(server.ownerAddress(), settings.database().schema()).apply();
            begin(server.ownerAddress(), settings.database().schema());
            execute(server.address(), settings.database().schema(), HURRY);
            return new Past(server, settings, clock);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void begin(DatabaseAddress owner, String schema) {
        try (Connection connection = owner.connect("past", DatabaseAddress.CONNECT_TIMEOUT);
                Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            try (ResultSet used = statement.executeQuery(USED)) {
                if (used.next() && used.getBoolean(1)) {
                    throw new IllegalStateException("a past is played in a database that nobody has used");
                }
            }
            statement.execute(MARK + true);
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be marked", e);
        }
    }

    public Gate gate() {
        return gate;
    }

    /** What an engine does by itself every few seconds. */
    public void sweep() {
        gate.sweep(new LongAdder());
    }

    @Override
    public void close() {
        gate.close();
        try {
            execute(server.address(), HURRY_NO_MORE);
            execute(server.ownerAddress(), MARK + false);
        } finally {
            server.close();
        }
    }

    private void execute(DatabaseAddress address, String sql) {
        execute(address, schema, sql);
    }

    private static void execute(DatabaseAddress address, String schema, String sql) {
        try (Connection connection = address.connect("past", DatabaseAddress.CONNECT_TIMEOUT);
                Statement statement = connection.createStatement()) {
            connection.setSchema(schema);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not be done: " + sql, e);
        }
    }
}
