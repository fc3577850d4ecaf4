package dev.asyncgate.database;

import java.sql.Connection;

/** A connection while work is done on it. Used by one thread. */
public final class Session {

    private final Connection connection;
    private final StatementSpans spans;

    Session(Connection connection, StatementSpans spans) {
        this.connection = connection;
        this.spans = spans;
    }

    /** Starts a statement; the text must be a constant, so that it is prepared once and stays so. */
    public Query query(String sql) {
        return new Query(connection, sql, spans);
    }
}
