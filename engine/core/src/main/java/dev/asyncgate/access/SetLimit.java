package dev.asyncgate.access;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives a key, or all keys of a tenant that have none of their own, another limit of calls. One round trip. */
public final class SetLimit {

    /** In the place of a key's id: the limit is the tenant's. */
    static final UUID TENANT = new UUID(0, 0);

    private static final String SQL = """
            WITH named AS MATERIALIZED (
                SELECT i.* FROM (SELECT ?::uuid AS tenant_id, ?::uuid AS key_id, ?::boolean AS of_tenant, ?::int AS calls,
                                        ?::int AS window_seconds) i
                WHERE i.of_tenant
                   OR EXISTS (SELECT FROM api_keys k WHERE k.tenant_id = i.tenant_id AND k.key_id = i.key_id)
            ), before AS MATERIALIZED (
                SELECT l.* FROM call_limits l
                WHERE l.tenant_id = (SELECT tenant_id FROM named) AND l.key_id = (SELECT key_id FROM named) FOR UPDATE
            ), removed AS (
                DELETE FROM call_limits l
                WHERE l.tenant_id = (SELECT tenant_id FROM named WHERE calls IS NULL)
                  AND l.key_id = (SELECT key_id FROM named)
            ), written AS (
                INSERT INTO call_limits (tenant_id, key_id, calls, window_seconds)
                SELECT tenant_id, key_id, calls, window_seconds FROM named WHERE calls IS NOT NULL
                ON CONFLICT (tenant_id, key_id) DO UPDATE
                SET calls = excluded.calls, window_seconds = excluded.window_seconds
            ), audited AS (
                SELECT n.tenant_id, 'setLimit' AS operation, ?::text AS actor_kind, ?::text AS actor_id, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, NULL::uuid AS receipt_id,
                       CASE WHEN n.of_tenant THEN 'tenant' ELSE n.key_id::text END AS subject, NULL::text AS reason,
                       json_build_object('calls', b.calls, 'window_seconds', b.window_seconds) AS before,
                       json_build_object('calls', n.calls, 'window_seconds', n.window_seconds) AS after
                FROM named n LEFT JOIN before b ON true
                WHERE (b.calls, b.window_seconds) IS DISTINCT FROM (n.calls, n.window_seconds)
            )
            """ + Audit.OF_KEYS + "SELECT key_id FROM named";

    private final Database database;

    public SetLimit(Database database) {
        this.database = database;
    }

    /**
     * Sets or removes the limit. Windows that have begun keep their count.
     *
     * @param keyId null for the tenant
     * @param limit null for none of its own any more
     * @throws dev.asyncgate.error.GateException NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, Actor operator, @Nullable UUID keyId, @Nullable CallLimit limit) {
        boolean found = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(keyId == null ? TENANT : keyId)
                .flag(keyId == null)
                .integer(limit == null ? null : limit.calls())
                .integer(limit == null ? null : limit.windowSeconds())
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(operator.address())
                .first(row -> true)
                .isPresent());
        if (!found && keyId != null) {
            throw RevokeKey.notFound(keyId);
        }
    }
}
