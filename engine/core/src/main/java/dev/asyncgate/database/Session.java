package dev.asyncgate.database;

import java.sql.Connection;

/** A connection while work is done on it. Used by one thread. */
public final class Session {

    private final Connection connection;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Starts a statement; the text must be a constant, so that it is prepared once and stays so. */
    public Query query(String sql) {
        return new Query(connection, sql);
    }
}
