package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.UUID;

/** Takes a signed call once, whichever gateway of the database it comes to, within its window. One round trip. */
public final class TakeSignedCall {

    /** How long after its creation a signature is taken, and how far ahead the signer's clock may be. */
    private static final String SQL = """
            WITH given AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, ?::uuid AS key_id, ?::bytea AS base_sha256, ?::timestamptz AS created_at
            ), fresh AS MATERIALIZED (
                SELECT * FROM given
                WHERE created_at > gate_now() - interval '5 minutes' AND created_at < gate_now() + interval '1 minute'
            ), taken AS (
                INSERT INTO signed_calls (tenant_id, key_id, base_sha256, ends_at)
                SELECT tenant_id, key_id, base_sha256, created_at + interval '5 minutes' FROM fresh
                ON CONFLICT DO NOTHING RETURNING 1
            )
            SELECT EXISTS (SELECT FROM fresh) AS fresh, EXISTS (SELECT FROM taken) AS taken
            """;

    /** What became of it. */
    public enum Answer {
        TAKEN,
        /** It was taken before. */
        REPEATED,
        /** It was signed more than five minutes ago, or in the future, by the database's clock. */
        STALE
    }

    private final Database database;

    public TakeSignedCall(Database database) {
        this.database = database;
    }

    /**
     * Takes it, if it was not taken before.
     *
     * @param baseSha256 over what was signed, as hex digits; it includes when, so that equal calls differ
     */
    public Answer run(UUID tenantId, UUID keyId, String baseSha256, Instant createdAt) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(keyId)
                .digest(baseSha256)
                .instant(createdAt)
                .one(row -> row.flag("taken") ? Answer.TAKEN : row.flag("fresh") ? Answer.REPEATED : Answer.STALE));
    }
}
