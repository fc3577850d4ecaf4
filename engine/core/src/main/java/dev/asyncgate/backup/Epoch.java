package dev.asyncgate.backup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The ledger's epoch: what makes positions in one cluster lie above those in the cluster that it was restored from. The
 * search path is the schema.
 */
final class Epoch {

    private static final String IS_KNOWN = "SELECT to_regprocedure('begin_epoch(integer)') IS NOT NULL";
    private static final String PRESENT = "SELECT epoch FROM installation";

    private Epoch() {}

    /** The one under way; 0 where the schema knows none. */
    static int present(Statement statement) throws SQLException {
        if (!isKnown(statement)) {
            return 0;
        }
        try (ResultSet row = statement.executeQuery(PRESENT)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** From now on positions lie above all of that epoch. */
    static void beginAfter(Statement statement, int epoch) throws SQLException {
        if (isKnown(statement)) {
            statement.execute("SELECT begin_epoch(" + (epoch + 1) + ")");
        }
    }

    private static boolean isKnown(Statement statement) throws SQLException {
        try (ResultSet known = statement.executeQuery(IS_KNOWN)) {
            return known.next() && known.getBoolean(1);
        }
    }
}
