package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How often a statement has run since it was made, counted by the server. */
final class StatementCount {

    /** Claims, also those that find nothing. */
    static final String CLAIMS = "WITH fitting AS%";
    /** What the lookout asks. */
    static final String LOOKS = "WITH tenant AS MATERIALIZED%";
    /** What gates ask of their own accord or for a caller; not what tests do to set their clocks. */
    static final String ALL = "%";

    private final String like;
    private final long before;

    private StatementCount(String like) throws SQLException {
        this.like = like;
        this.before = count();
    }

    static StatementCount of(String like) throws SQLException {
        ScratchDatabase.execute(
                TestServer.superuser(), "CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
        return new StatementCount(like);
    }

    long soFar() throws SQLException {
        return count() - before;
    }

    void await(long expected) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (soFar() < expected) {
            assertThat(System.nanoTime() - deadline).as("waiting for %s", like).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long count() throws SQLException {
        try (Connection connection = TestGate.connectAsSuperuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                SELECT coalesce(sum(calls), 0) FROM public.pg_stat_statements
                WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel
                  AND query LIKE '%s' AND query NOT LIKE '%%pg_stat_statements%%' AND query NOT LIKE '%%set_config%%'
                  AND query NOT ILIKE 'SET %%' AND query NOT ILIKE 'DO %%'
                """.formatted(like))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
