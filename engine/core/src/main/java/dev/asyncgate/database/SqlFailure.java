package dev.asyncgate.database;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a failed statement means to a caller, by its SQLSTATE. */
public final class SqlFailure {

    /** What a server says that became, or has always been, another one's replica. */
    private static final String READ_ONLY = "25006";

    private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01", "57P01", "57P05", READ_ONLY);
    private static final Set<String> SESSION_ENDED = Set.of("57P01", "57P02", "57P05", "25P03", READ_ONLY);
    private static final Pattern CLASS_NAMES = Pattern.compile("([a-zA-Z]+\\.)*[a-zA-Z]+Exception: ");

    /** How the pool says that it has connections and that every one is taken. */
    private static final Pattern ALL_IN_USE = Pattern.compile("timed out after .*\\(total=([1-9]\\d*), active=\\1,");

    private SqlFailure() {}

    /**
     * Whether PostgreSQL rolled the transaction back because of others, so that it may be tried again. It ends a session by
     * an administrator's command (57P01) or for idleness (57P05) only between two transactions or by rolling one back: past
     * the commit it answers first. (A crash of another session, 57P02, ends it at any point.) A server that takes no writes
     * has taken none.
     */
    static boolean isRolledBack(SQLException e) {
        return ROLLED_BACK.contains(String.valueOf(e.getSQLState()));
    }

    /** Whether the session is gone or of no more use, whatever became of its transaction. */
    static boolean isConnectionLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || SESSION_ENDED.contains(state);
    }

    /**
     * Whether what a caller was told means that nothing was written, for a reason that need not hold for other calls: the
     * statement was refused, waited too long for a lock, or its thread was interrupted before it had a connection.
     */
    static boolean leftNothing(GateException e) {
        return e.code() != ErrorCode.DATABASE_UNAVAILABLE
                || Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> cause instanceof InterruptedException
                                || (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())));
    }

    /** As {@link #toGateException(SQLException)}, naming the role that lacks a right. */
    public static GateException toGateException(SQLException e, DatabaseAddress who, String schema) {
        return "42501".equals(e.getSQLState()) ? noRights(e, who.user(), schema) : toGateException(e);
    }

    private static GateException noRights(SQLException e, String user, String schema) {
        String message = firstLine(e).startsWith("ERROR: must be owner")
                ? "The role " + user + " does not own the schema " + schema + ": do this as its owner."
                : "The role " + user + " has no rights on the schema " + schema
                        + ": run asyncgate migrate as its owner, or GRANT asyncgate_program TO " + user + ".";
        return new GateException(ErrorCode.UNAUTHORIZED, message, e);
    }

    /** What to tell a caller. */
    public static GateException toGateException(SQLException e) {
        String state = deepestState(e);
        if (ALL_IN_USE.matcher(String.valueOf(e.getMessage())).find()) {
            return unavailable(
                    "All connections to the database are in use. Come again in a moment, or raise DB_POOL_SIZE.", e);
        }
        if (state == null || state.isEmpty() || state.startsWith("08")) {
            String refused = refusedIdentity(e);
            if (refused != null) {
                return unavailable(
                        "The database's server could not be trusted: " + refused
                                + ". Check sslmode and sslrootcert in DATABASE_URL.",
                        e);
            }
            return unavailable(
                    "The database does not answer. Check that it runs, and that DATABASE_URL names the right host"
                            + " and port.",
                    e);
        }
        return switch (state) {
            case "57P01", "57P02", "57P03", "57P05", "25P03" ->
                unavailable("The database is stopping or starting. Try again in a moment.", e);
            case "53300" ->
                unavailable("The database has no connection left. Lower DB_POOL_SIZE or raise max_connections.", e);
            case "53100" -> unavailable("The database's disk is full. Free space there; nothing was changed.", e);
            case READ_ONLY ->
                unavailable(
                        "The database's server is a replica and takes no writes. Name its primary in DATABASE_URL, or"
                                + " all servers with targetServerType=primary.",
                        e);
            case "53000", "53200", "53400", "58000", "58030" ->
                unavailable("The database's server is in trouble (" + firstLine(e) + "). Nothing was changed.", e);
            case "28P01", "28000" ->
                unavailable("The database refuses the user or the password. Check DATABASE_URL.", e);
            case "3D000" -> unavailable("The database named in DATABASE_URL does not exist on that server.", e);
            case "26000", "42P05" ->
                unavailable(
                        "A pooler between here and the database loses prepared statements. Add prepareThreshold=0 to"
                                + " DATABASE_URL.",
                        e);
            case "57014" ->
                unavailable("The database took longer than DB_STATEMENT_TIMEOUT_MS allows; nothing was changed.", e);
            case "55P03" ->
                unavailable(
                        "Another change held the same rows longer than DB_LOCK_TIMEOUT_MS; nothing was changed.", e);
            case "42501" ->
                new GateException(
                        ErrorCode.UNAUTHORIZED,
                        "The database user lacks a right on AsyncGate's schema: " + firstLine(e)
                                + ". Grant it, or connect as the owner.",
                        e);
            case "42P01", "42883", "3F000" ->
                unavailable("The database has no AsyncGate schema, or an older one. Run asyncgate migrate.", e);
            default ->
                new GateException(ErrorCode.INTERNAL_ERROR, "The database refused a statement (" + state + ").", e);
        };
    }

    /** Flyway wraps what the driver said. */
    static GateException ofMigration(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return toGateException(sql);
            }
        }
        return new GateException(
                ErrorCode.INTERNAL_ERROR, "The migration failed and was rolled back; the log says where.", e);
    }

    /** What the driver has against the server's certificate; null when TLS is not what went wrong. */
    private static @Nullable String refusedIdentity(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            if (cause instanceof SQLException && (said.contains("SSL") || said.contains("hostnameverifier"))) {
                return CLASS_NAMES.matcher(said).replaceAll("").replaceFirst("\\.$", "");
            }
        }
        return null;
    }

    private static GateException unavailable(String message, SQLException e) {
        return new GateException(ErrorCode.DATABASE_UNAVAILABLE, message, e);
    }

    /** The pool wraps what the driver said while it connected. */
    private static @Nullable String deepestState(SQLException e) {
        String state = e.getSQLState();
        Throwable cause = e.getCause();
        while (cause != null) {
            if (cause instanceof SQLException inner && inner.getSQLState() != null) {
                state = inner.getSQLState();
            }
            cause = cause.getCause();
        }
        return state;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
