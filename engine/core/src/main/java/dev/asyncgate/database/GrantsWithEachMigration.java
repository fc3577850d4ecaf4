package dev.asyncgate.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Grants in the transaction of each migration, so that no table is ever there without its rights. */
record GrantsWithEachMigration(String schema) implements Callback {

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
