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
     * Lays in tasks that do nothing and begins to complete them, by its fastest strategy.
     *
     * @param address the server
     * @param schema where its tables go; what is left of an earlier run is made anew
     * @param tasks how many to lay in
     */
    Run start(DatabaseAddress address, String schema, int tasks) throws SQLException;

    /** While it completes tasks; closing it ends that. */
    interface Run extends AutoCloseable {

        /** How many tasks are completed so far. */
        long completed();

        @Override
        void close();
    }
}
