package dev.asyncgate.access;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes a key. To replace one, make a second, and revoke the first when nobody uses it any more. One round trip; another
 * one when somebody has the prefix already.
 */
public final class CreateKey {

    private static final String SQL = """
            WITH asked AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, new_id() AS key_id, gate_now() AS now, ?::timestamptz AS expires_at,
                       ?::text AS prefix, ?::bytea AS secret_sha256, ?::text AS role, ?::text AS name, ?::text[] AS scopes,
                       ?::json AS principals, ?::text[] AS worker_ids, ?::text[] AS tenants,
                       decode(?::text, 'base64') AS signing_key
            ), created AS (
                INSERT INTO api_keys (
                    tenant_id, key_id, created_at, expires_at, prefix, secret_sha256, role, name, scopes, principals,
                    worker_ids, tenants, signing_key)
                SELECT tenant_id, key_id, now, expires_at, prefix, secret_sha256, role, name, scopes, principals, worker_ids,
                       tenants, signing_key
                FROM asked WHERE coalesce(expires_at > now, true)
                ON CONFLICT (prefix) DO NOTHING
                RETURNING *
            ), audited AS (
                SELECT tenant_id, 'createKey' AS operation, ?::text AS actor_kind, ?::text AS actor_id, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, NULL::uuid AS receipt_id, key_id::text AS subject, NULL::text AS reason,
                       NULL::json AS before,
                       json_build_object('role', role, 'name', name, 'prefix', prefix, 'scopes', scopes,
                                         'principals', principals, 'worker_ids', worker_ids, 'tenants', tenants,
                                         'expires_at', iso_instant(expires_at), 'signed', signing_key IS NOT NULL) AS after
                FROM created
            )
            """
            + Audit.OF_KEYS + "SELECT coalesce(asked.expires_at > asked.now, true) AS lives, " + KeyRows.COLUMNS
            + "FROM asked LEFT JOIN created k ON true\n" + KeyRows.WITH_LIMIT;

    private final Database database;
    private final KeyRows rows;
    private final RandomGenerator random;

    public CreateKey(Database database, Settings settings) {
        this(database, settings, new SecureRandom());
    }

    /** With a source of randomness that a test can foresee. */
    CreateKey(Database database, Settings settings, RandomGenerator random) {
        this.database = database;
        this.rows = new KeyRows(CallLimit.standard(settings));
        this.random = random;
    }

    /**
     * Makes the key. Who lets callers in from outside checks first that they may name the tenants of the grant themselves.
     *
     * @return with the secret, which is kept nowhere
     * @throws GateException INVALID_REQUEST for an expiry that is not in the future, or DATABASE_UNAVAILABLE
     */
    public CreatedKey run(UUID tenantId, Actor operator, Grant grant) {
        while (true) {
            String secret = KeyText.random(random);
            Optional<ApiKey> created = insert(tenantId, operator, grant, secret);
            if (created.isPresent()) {
                return new CreatedKey(created.get(), secret);
            }
        }
    }

    /** Empty when another key has the prefix. */
    private Optional<ApiKey> insert(UUID tenantId, Actor operator, Grant grant, String secret) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(grant.expiresAt())
                .text(KeyText.prefix(secret))
                .digest(KeyText.digest(secret))
                .text(grant.role().wireName())
                .text(grant.name())
                .texts(KeyRows.wireNames(grant.scopes()))
                .json(KeyRows.json(grant.principals()))
                .texts(grant.workerIds())
                .texts(grant.tenants().stream().map(UUID::toString).sorted().toList())
                .text(grant.signingKey())
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(operator.address())
                .one(this::created));
    }

    private Optional<ApiKey> created(Row row) throws SQLException {
        if (!row.flag("lives")) {
            throw GateException.invalid(
                    "expires_at", "expires_at is not in the future. Give a later instant, or leave it out for never.");
        }
        return row.idOrNull("key_id") == null ? Optional.empty() : Optional.of(rows.key(row));
    }
}
