package dev.asyncgate.access;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.UUID;

/** Makes a key invalid, at once and for good. One round trip. */
public final class RevokeKey {

    private static final String SQL = """
            WITH named AS MATERIALIZED (
                SELECT tenant_id, key_id, revoked_at FROM api_keys WHERE tenant_id = ? AND key_id = ? FOR UPDATE
            ), revoked AS (
                UPDATE api_keys k SET revoked_at = greatest(gate_now(), k.created_at)
                FROM named n WHERE k.tenant_id = n.tenant_id AND k.key_id = n.key_id AND n.revoked_at IS NULL
                RETURNING k.tenant_id, k.key_id, k.revoked_at
            ), audited AS (
                SELECT tenant_id, 'revokeKey' AS operation, ?::text AS actor_kind, ?::text AS actor_id, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, NULL::uuid AS receipt_id, key_id::text AS subject, NULL::text AS reason,
                       '{"revoked_at":null}' AS before, json_build_object('revoked_at', iso_instant(revoked_at)) AS after
                FROM revoked
            )
            """ + Audit.OF_KEYS + "SELECT key_id FROM named";

    private final Database database;

    public RevokeKey(Database database) {
        this.database = database;
    }

    /**
     * Revokes the key; one that is revoked already stays so.
     *
     * @throws GateException NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, Actor operator, UUID keyId) {
        boolean found = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(keyId)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(operator.address())
                .first(row -> true)
                .isPresent());
        if (!found) {
            throw notFound(keyId);
        }
    }

    static GateException notFound(UUID keyId) {
        return new GateException(ErrorCode.NOT_FOUND, "No key of this tenant has the id " + keyId + ".");
    }
}
