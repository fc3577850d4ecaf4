package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.settings.Settings;
import java.util.List;
import java.util.UUID;

/** The keys of a tenant, revoked and expired ones too. One round trip. */
public final class ListKeys {

    private static final String SQL = "SELECT " + KeyRows.COLUMNS + "FROM api_keys k\n" + KeyRows.WITH_LIMIT
            + "WHERE k.tenant_id = ? ORDER BY k.created_at, k.key_id";

    private final Database database;
    private final KeyRows rows;

    public ListKeys(Database database, Settings settings) {
        this.database = database;
        this.rows = new KeyRows(CallLimit.standard(settings));
    }

    /** All of them, the oldest first. */
    public List<ApiKey> run(UUID tenantId) {
        return database.statement(session -> session.query(SQL).id(tenantId).list(rows::key));
    }
}
