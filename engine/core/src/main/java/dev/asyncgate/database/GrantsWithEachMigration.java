package dev.asyncgate.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Grants in each transaction that migrates, so that no table is ever there without its rights.
 *
 * @param last with which a transaction ends that takes several migrations; null where each has its own
 */
record GrantsWithEachMigration(String schema, @Nullable MigrationVersion last) implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (last != null && !last.equals(context.getMigrationInfo().getVersion())) {
            return;
        }
        try {
            Roles.grant(context.getConnection(), schema);
        } catch (SQLException e) {
            throw new FlywayException("The rights could not be granted", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "grants";
    }
}
