package dev.asyncgate.bench;

import dev.asyncgate.database.DatabaseAddress;
import java.sql.SQLException;

/**
 * Another program that hands out tasks, measured in the same run on the same server. Found by {@link
 * java.util.ServiceLoader}; none is part of AsyncGate.
 */
public interface Peer {

    /** Its name and version. */
    String name();

    /**
     * Lays in tasks that do nothing and lets it complete them by its fastest strategy.
     *
     * @param address the server
     * @param schema the schema of this run, for tables of its own
     * @param effort how long to warm up and to measure
     * @return completed tasks per second
     */
    double complete(DatabaseAddress address, String schema, Effort effort) throws SQLException;
}
