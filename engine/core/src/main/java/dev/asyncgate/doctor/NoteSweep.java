package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import dev.asyncgate.settings.Settings;

/** Notes that this program has swept, so that the doctor can tell when nobody does. */
public final class NoteSweep {

    private static final String SQL = """
            INSERT INTO sweepers (instance_id, swept_at) VALUES (?, gate_now())
            ON CONFLICT (instance_id) DO UPDATE SET swept_at = excluded.swept_at
            """;

    private final Database database;
    private final Settings settings;

    public NoteSweep(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Notes it, with the database's clock. */
    public void run() {
        database.statement(
                session -> session.query(SQL).text(settings.instanceId()).update());
    }
}
