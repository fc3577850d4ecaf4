package dev.asyncgate.database;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings a database's schema up to this program. Thread-safe; several programs may migrate one database at once. */
public final class Migration {

    /** The number of the newest migration that this program brings along. */
    public static final int NEWEST = 1;

    private static final int OLDEST_SERVER = 15;
    private static final String UNDEFINED_TABLE = "42P01";

    private final DatabaseAddress address;
    private final String schema;

    public Migration(DatabaseAddress address, String schema) {
        this.address = address;
        this.schema = schema;
    }

    /**
     * The number of the newest migration in the database; 0 when it has none.
     *
     * @throws GateException DATABASE_UNAVAILABLE when it does not answer
     */
    public int current() {
        String sql = "SELECT coalesce(max(version::int), 0) FROM \"" + schema
                + "\".flyway_schema_history WHERE success AND version IS NOT NULL";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw SqlFailure.toGateException(e);
        }
    }

    /**
     * Applies what is missing; when nothing is, this costs one query.
     *
     * @return how many migrations were applied
     * @throws GateException DATABASE_UNAVAILABLE, or UNAUTHORIZED when the user may not create the schema
     */
    public int apply() {
        int current = current();
        if (current > NEWEST) {
            throw tooNew(current);
        }
        if (current == NEWEST) {
            return 0;
        }
        requireServer();
        try {
            return Flyway.configure()
                    .dataSource(address.jdbcUrl(), address.user(), address.password())
                    .schemas(schema)
                    .locations("classpath:dev/asyncgate/migrations")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayValidateException e) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The schema " + schema + " was changed by hand: its history differs from this program's migrations."
                            + " Restore it, or use another schema.",
                    e);
        } catch (FlywayException e) {
            throw SqlFailure.ofMigration(e);
        }
    }

    /**
     * Refuses a database that this program cannot use as it is.
     *
     * @throws GateException DATABASE_UNAVAILABLE that says what to run
     */
    public void requireCurrent() {
        int current = current();
        if (current > NEWEST) {
            throw tooNew(current);
        }
        if (current < NEWEST) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The schema " + schema + " is at " + current + " and this program needs " + NEWEST
                            + ". Run asyncgate migrate.");
        }
    }

    private GateException tooNew(int current) {
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The schema " + schema + " is at " + current + ", newer than this program, which knows " + NEWEST
                        + ". Use a newer AsyncGate.");
    }

    private void requireServer() {
        try (Connection connection = connect()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_SERVER) {
                throw new GateException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "The server is PostgreSQL " + major + "; AsyncGate needs 15 or newer.");
            }
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
