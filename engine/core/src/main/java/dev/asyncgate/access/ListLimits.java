package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The limits of calls that hold in a tenant. One round trip. */
public final class ListLimits {

    private static final String SQL = "SELECT key_id, calls, window_seconds FROM call_limits WHERE tenant_id = ?";

    private final Database database;
    private final CallLimit standard;

    public ListLimits(Database database, Settings settings) {
        this.database = database;
        this.standard = CallLimit.standard(settings);
    }

    private record Own(UUID keyId, CallLimit limit) {}

    /** The standard one, the tenant's, and those of its keys. */
    public CallLimits run(UUID tenantId) {
        List<Own> found = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .list(row -> new Own(
                        row.id("key_id"),
                        new CallLimit(row.integer("calls"), Duration.ofSeconds(row.integer("window_seconds"))))));
        Map<UUID, CallLimit> keys = new HashMap<>();
        found.forEach(own -> keys.put(own.keyId(), own.limit()));
        CallLimit tenant = keys.remove(SetLimit.TENANT);
        return new CallLimits(standard, tenant, keys);
    }
}
