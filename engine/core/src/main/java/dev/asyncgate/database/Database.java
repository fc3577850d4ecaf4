package dev.asyncgate.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of connections, and the only place where a transaction begins and ends and where anything is retried.
 *
 * <p>Repeated is what has certainly left nothing behind: serialisation failures, deadlocks and sessions that an administrator
 * ended, all of which PostgreSQL has rolled back; a transaction whose connection died before its COMMIT was sent; and what
 * the caller says may happen twice. Never a write whose connection died while it may have committed. Thread-safe.
 */
public final class Database implements AutoCloseable {

    /** What is done with a session. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 5;
    private static final String SESSION_SETTINGS =
            "SELECT coalesce(current_schema() = ? AND current_setting('asyncgate.receipt_mode', true) = ?, false) AS kept";

    /**
     * Whoever stops a call hangs up: the server looks for that each second and ends what it was doing. It refuses to where
     * its operating system cannot tell.
     */
    private static final String NOTICE_HANG_UP = """
            DO $$ BEGIN
                SET client_connection_check_interval = '1s';
            EXCEPTION WHEN invalid_parameter_value THEN
                NULL;
            END $$;
            """;

    /**
     * Rows are fetched by their keys, from memory or from disks without a head to move. Under the server's default of 4 a
     * few rows by their place cost more than a small table, and a plan that reads all of it is kept while it grows.
     */
    private static final String PAGES_BY_KEY = " -c random_page_cost=1.1";

    /** Has the server refuse every change in the session. */
    static final String READ_ONLY = " -c default_transaction_read_only=on";

    /** Within so long after a statement's own timeout the server has said so, unless the network swallows everything. */
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(5);

    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(15);

    private final HikariDataSource pool;
    private final @Nullable InstantSource manualClock;
    private final boolean readOnly;
    private final StatementSpans spans;

    private Database(HikariDataSource pool, @Nullable InstantSource manualClock, boolean readOnly, Tracer tracer) {
        this.pool = pool;
        this.manualClock = manualClock;
        this.readOnly = readOnly;
        this.spans = new StatementSpans(tracer);
    }

    /**
     * Opens a pool; connects when first asked to.
     *
     * @param manualClock what sessions take their time from instead of the server's clock, which only a database that is
     *     marked as a test database accepts; null for the server's clock
     */
    public static Database open(DatabaseAddress address, Settings settings, @Nullable InstantSource manualClock) {
        return open(address, settings, manualClock, TracerProvider.noop().get("asyncgate"));
    }

    /** As above, and shows its statements to whoever traces the calls that need them. */
    public static Database open(
            DatabaseAddress address, Settings settings, @Nullable InstantSource manualClock, Tracer tracer) {
        Settings.Database limits = settings.database();
        HikariConfig config = new HikariConfig();
        config.setPoolName("asyncgate");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(limits.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(limits.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.addDataSourceProperty("ApplicationName", "asyncgate " + settings.instanceId());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Numbers as text: the pool hands values on as they are, and the driver overlooks those that are none.
        config.addDataSourceProperty(
                "connectTimeout", Integer.toString(address.connectSeconds(limits.connectTimeout())));
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(limits.statementTimeout().toSeconds() + ANSWER_GRACE.toSeconds()));
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // By the driver's own count a statement that is seldom used is planned five times on a connection.
        // What the URL says beats it.
        config.addDataSourceProperty("prepareThreshold", "1");
        // The detail of an error holds values of rows, and messages go into the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("options", sessionOptions(settings));
        config.setConnectionInitSql(limits.readOnly() ? NOTICE_HANG_UP + Roles.BECOME_READER : NOTICE_HANG_UP);
        return new Database(new HikariDataSource(config), manualClock, limits.readOnly(), tracer);
    }

    /** Runs one statement that commits by itself: one round trip. */
    public <T> T statement(Work<T> work) {
        return retrying(work, Kind.STATEMENT);
    }

    /**
     * Runs one statement that commits by itself and does no harm when it runs twice: a read, or a call whose repeat is
     * recognised. It is run again when its connection dies.
     */
    public <T> T repeatable(Work<T> work) {
        return retrying(work, Kind.REPEATABLE);
    }

    /** Runs statements that commit together or not at all. */
    public <T> T transaction(Work<T> work) {
        return retrying(work, Kind.TRANSACTION);
    }

    /** Makes every connection anew before its next use: for whoever has learned that the server was gone. */
    public void reconnect() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /**
     * Refuses a database whose sessions do not arrive with what they were opened with: a pooler in between that drops it
     * would leave them in another schema, and deliveries undone.
     *
     * @throws GateException DATABASE_UNAVAILABLE that says what to do
     */
    public void requireSessionSettings(DatabaseAddress address, Settings settings) {
        String schema = settings.database().schema();
        String mode = receiptMode(settings);
        boolean kept = repeatable(session ->
                session.query(SESSION_SETTINGS).text(schema).text(mode).one(row -> row.flag("kept")));
        if (!kept) {
            String give = "ALTER ROLE " + Roles.quoted(address.user()) + " SET ";
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "A pooler between here and the database drops the settings of sessions. Give them to the role: "
                            + give
                            + "search_path = " + Roles.quoted(schema) + "; " + give + "asyncgate.receipt_mode = '"
                            + mode
                            + "'. Then have the pooler connect anew.");
        }
    }

    /** How long the simplest question takes. */
    public Duration ping() {
        return statement(session -> {
            long start = System.nanoTime();
            session.query("SELECT 1").one(row -> true);
            return Duration.ofNanos(System.nanoTime() - start);
        });
    }

    /** How the pool is used just now; zeros before its first connection. */
    public PoolUse poolUse() {
        HikariPoolMXBean use = pool.getHikariPoolMXBean();
        return use == null
                ? new PoolUse(0, 0, 0)
                : new PoolUse(use.getActiveConnections(), use.getIdleConnections(), use.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        pool.close();
    }

    /** When work is committed, and so from when on it must not be blindly repeated. */
    private enum Kind {
        STATEMENT,
        REPEATABLE,
        TRANSACTION
    }

    /** How far an attempt has got; used by one thread. */
    private static final class Attempt {
        private boolean connected;
        private boolean mayHaveCommitted;

        boolean isLostWithoutATrace(SQLException e) {
            return connected && !mayHaveCommitted && SqlFailure.isConnectionLost(e);
        }
    }

    private <T> T retrying(Work<T> work, Kind kind) {
        for (int number = 1; ; number++) {
            var attempt = new Attempt();
            try {
                return once(work, kind, attempt);
            } catch (SQLException e) {
                GateException refused = readOnly ? SqlFailure.ofReader(e) : null;
                if (refused != null) {
                    throw refused;
                }
                boolean leftNothing = SqlFailure.isRolledBack(e) || attempt.isLostWithoutATrace(e);
                if (!leftNothing || number == ATTEMPTS) {
                    throw SqlFailure.toGateException(e);
                }
                LOG.debug("attempt {} left nothing behind ({}), trying again", number, e.getSQLState());
                if (SqlFailure.isConnectionLost(e)) {
                    reconnect();
                }
                pause(number);
            }
        }
    }

    private <T> T once(Work<T> work, Kind kind, Attempt attempt) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            attempt.connected = true;
            Session session = new Session(connection, spans);
            if (manualClock != null) {
                session.query("SELECT set_config('asyncgate.manual_clock', ?, false)")
                        .text(manualClock.instant().toString())
                        .one(row -> true);
            }
            if (kind == Kind.TRANSACTION) {
                return committed(connection, session, work, attempt);
            }
            attempt.mayHaveCommitted = kind == Kind.STATEMENT;
            return work.run(session);
        }
    }

    private static <T> T committed(Connection connection, Session session, Work<T> work, Attempt attempt)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            T value = work.run(session);
            attempt.mayHaveCommitted = true;
            connection.commit();
            return value;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            restoreAutoCommit(connection);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restoreAutoCommit(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, 10L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The call was interrupted; nothing changed.", e);
        }
    }

    private static String receiptMode(Settings settings) {
        return settings.receipts().mode().name().toLowerCase(Locale.ROOT);
    }

    private static String sessionOptions(Settings settings) {
        Settings.Database limits = settings.database();
        return "-c search_path=" + limits.schema()
                + " -c asyncgate.receipt_mode=" + receiptMode(settings)
                + " -c statement_timeout=" + limits.statementTimeout().toMillis()
                + " -c lock_timeout=" + limits.lockTimeout().toMillis()
                + " -c idle_in_transaction_session_timeout=" + IDLE_IN_TRANSACTION.toMillis()
                + " -c plan_cache_mode=force_generic_plan"
                + PAGES_BY_KEY
                + " -c TimeZone=UTC"
                + (limits.readOnly() ? READ_ONLY : "");
    }
}
