package dev.asyncgate.database;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings a database's schema up to this program. Thread-safe; several programs may migrate one database at once. */
public final class Migration {

    /** The number of the newest migration that this program brings along. */
    public static final int NEWEST = 15;

    private static final int OLDEST_SERVER = 15;
    private static final String UNDEFINED_TABLE = "42P01";

    /** The owner is null where there is no such schema. Whoever owns the tables may change them. */
    private static final String MAY_MIGRATE = """
            SELECT current_database() AS database,
                   has_database_privilege(current_database(), 'CREATE') AS may_create_schema,
                   pg_get_userbyid(coalesce(c.relowner, n.nspowner)) AS owner,
                   has_schema_privilege(n.oid, 'CREATE') AND pg_has_role(coalesce(c.relowner, n.nspowner), 'USAGE')
                       AS may_change_schema
            FROM (VALUES (?)) AS wanted (name)
            LEFT JOIN pg_namespace n ON n.nspname = wanted.name
            LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'flyway_schema_history'
            """;

    private final DatabaseAddress address;
    private final String schema;
    private final Duration connectTimeout;

    public Migration(DatabaseAddress address, String schema) {
        this(address, schema, DatabaseAddress.CONNECT_TIMEOUT);
    }

    public Migration(DatabaseAddress address, String schema, Duration connectTimeout) {
        this.address = address;
        this.schema = schema;
        this.connectTimeout = connectTimeout;
    }

    /**
     * What {@link #apply} would do.
     *
     * @param where   the database and the role that would do it
     * @param current the number of the newest migration in the schema; 0 when it has none
     * @param target  the number that it would have afterwards
     * @param pending what is missing, in the order in which it would be applied
     */
    public record Plan(Where where, int current, int target, List<Step> pending) {
        public Plan {
            pending = List.copyOf(pending);
        }
    }

    /** A database as the server sees it. */
    public record Where(String database, String role, String serverVersion) {}

    /** One migration. */
    public record Step(int number, String description) {}

    /**
     * Looks what is missing and changes nothing.
     *
     * @throws GateException DATABASE_UNAVAILABLE when the database does not answer, its server is too old, or the schema is
     *     too new for this program
     */
    public Plan plan() {
        int current = requireServedToOwner();
        Where where = where();
        requireServer(where);
        List<Step> pending = Arrays.stream(flyway(NEWEST, false).info().pending())
                .filter(step -> step.getVersion() != null)
                .map(step -> new Step(number(step), step.getDescription()))
                .toList();
        return new Plan(where, current, Math.max(current, NEWEST), pending);
    }

    /**
     * Applies what is missing; when nothing is, this costs one query.
     *
     * @return how many migrations were applied
     * @throws GateException DATABASE_UNAVAILABLE, or UNAUTHORIZED when the user may not create the schema
     */
    public int apply() {
        int current = requireServedToOwner();
        return current < NEWEST ? applyTo(NEWEST, current == 0) : 0;
    }

    /**
     * Brings a database that has no schema yet only as far as an archive was that is to be read into it.
     *
     * @throws GateException as {@link #apply}
     */
    public void begin(int number) {
        if (requireServedToOwner() == 0 && number <= NEWEST) {
            applyTo(number, true);
        }
    }

    /**
     * The number of the newest migration in the database; 0 when it has none.
     *
     * @throws GateException DATABASE_UNAVAILABLE when it does not answer
     */
    public int current() {
        return state().current();
    }

    /**
     * As {@link #current}, of a schema that this program can use once it is migrated.
     *
     * @throws GateException DATABASE_UNAVAILABLE when it does not answer, or serves only newer programs
     */
    public int served() {
        return requireServed();
    }

    /**
     * Refuses a database that this program cannot use as it is.
     *
     * @throws GateException DATABASE_UNAVAILABLE that says what to run
     */
    public void requireCurrent() {
        int current = requireServed();
        if (current < NEWEST) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The schema " + schema + " is at " + current + " and this program needs " + NEWEST
                            + ". Run asyncgate migrate.");
        }
    }

    /** What the schema says of itself: its newest migration, and the oldest program, by that number, that it serves. */
    private record State(int current, int oldestProgram) {}

    private State state() {
        String sql = "SELECT coalesce(max(version::int), 0), (SELECT oldest_program FROM " + Roles.quoted(schema)
                + ".installation) FROM " + Roles.quoted(schema)
                + ".flyway_schema_history WHERE success AND version IS NOT NULL";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return new State(rows.getInt(1), rows.getInt(2));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return new State(0, 0);
            }
            throw SqlFailure.toGateException(e, address, schema);
        }
    }

    /** A schema may be newer than this program, as long as it still serves it: so gates are upgraded one by one. */
    private int requireServed() {
        State state = state();
        if (state.oldestProgram() > NEWEST) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The schema " + schema + " is at " + state.current() + " and serves programs from "
                            + state.oldestProgram() + " on; this one is " + NEWEST + ". Use a newer AsyncGate.");
        }
        return state.current();
    }

    /** Whoever wants to change the schema needs to hear of other rights than whoever only works in it. */
    private int requireServedToOwner() {
        try {
            return requireServed();
        } catch (GateException e) {
            if (e.code() == ErrorCode.UNAUTHORIZED) {
                requireRights();
            }
            throw e;
        }
    }

    private int applyTo(int number, boolean isNew) {
        requireServer(where());
        requireRights();
        try {
            return flyway(number, isNew).migrate().migrationsExecuted;
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
     * Creates the roles {@link Roles#PROGRAM} and {@link Roles#READER} where that is allowed, and grants them their rights,
     * as {@link #apply} does with what it applies: for when somebody has created them since.
     *
     * @return whether there is a role for the program, which can do less than the schema's owner
     * @throws GateException DATABASE_UNAVAILABLE, or UNAUTHORIZED when the user does not own the schema
     */
    public boolean grantRoles() {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            Roles.grant(connection, schema);
            connection.commit();
            return Roles.exists(connection, Roles.PROGRAM);
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e, address, schema);
        }
    }

    /** {@code isNew}: nobody works in the schema yet, so that all migrations may hold it locked until the last. */
    private Flyway flyway(int target, boolean isNew) {
        MigrationVersion last = MigrationVersion.fromVersion(String.valueOf(target));
        return Flyway.configure()
                .dataSource(address.dataSource("migrate", connectTimeout))
                .schemas(schema)
                .locations("classpath:dev/asyncgate/migrations")
                .callbacks(new GrantsWithEachMigration(schema, isNew ? last : null))
                .group(isNew)
                .target(last)
                .load();
    }

    private static int number(MigrationInfo step) {
        return Integer.parseInt(step.getVersion().getVersion());
    }

    private Where where() {
        String sql = "SELECT current_database(), current_user, current_setting('server_version')";
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Where(row.getString(1), row.getString(2), row.getString(3));
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e, address, schema);
        }
    }

    /** What the server would refuse half-way, and in its own words. */
    private void requireRights() {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(MAY_MIGRATE)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String database = row.getString("database");
                String owner = row.getString("owner");
                if (owner == null && !row.getBoolean("may_create_schema")) {
                    throw unauthorized("The role " + address.user() + " may not create a schema in the database "
                            + database + ": GRANT CREATE ON DATABASE " + database + " TO " + address.user() + ".");
                }
                if (owner != null && !row.getBoolean("may_change_schema")) {
                    throw unauthorized("The schema " + schema + " belongs to " + owner + ", and the role "
                            + address.user() + " may not change it: run asyncgate migrate as " + owner + ".");
                }
            }
        } catch (SQLException e) {
            throw SqlFailure.toGateException(e, address, schema);
        }
    }

    private static GateException unauthorized(String message) {
        return new GateException(ErrorCode.UNAUTHORIZED, message);
    }

    private static void requireServer(Where where) {
        int major = Integer.parseInt(where.serverVersion().replaceFirst("\\D.*", ""));
        if (major < OLDEST_SERVER) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The server is PostgreSQL " + major + "; AsyncGate needs 15 or newer.");
        }
    }

    private Connection connect() throws SQLException {
        return address.connect("migrate", connectTimeout);
    }
}
