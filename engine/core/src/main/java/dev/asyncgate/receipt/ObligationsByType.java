package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is open in a tenant, type by type, the oldest of each first. No index knows the type of what is open, so the oldest
 * {@link #MOST} alone are looked at. One round trip a page.
 */
public final class ObligationsByType {

    /** So many are looked at, and counted, at most. */
    public static final int MOST = 10_000;

    /**
     * An open obligation.
     *
     * @param type of its task; empty for a schedule
     * @param open how many of that type are open
     */
    public record Typed(UUID receiptId, String type, long open) {}

    /** What an obligation belongs to is looked up by its key, row by row. */
    private static final String TYPE = """
            LEFT JOIN LATERAL (
                SELECT s.type FROM receipts r CROSS JOIN LATERAL (
                    SELECT t.type FROM submitted_tasks t WHERE t.tenant_id = r.tenant_id AND t.task_id = r.task_id OFFSET 0) s
                WHERE r.tenant_id = ? AND r.receipt_id = o.receipt_id OFFSET 0) s ON true
            """;

    private static final String SQL = ("""
            WITH oldest AS MATERIALIZED (
                SELECT created_at, receipt_id FROM open_obligations WHERE tenant_id = ?
                ORDER BY created_at, receipt_id LIMIT %d
            ), typed AS MATERIALIZED (
                SELECT coalesce(s.type, '') COLLATE "C" AS type, o.created_at, o.receipt_id FROM oldest o
            """ + TYPE + """
            ), since AS MATERIALIZED (
                SELECT coalesce(s.type, '') COLLATE "C" AS type, o.created_at, o.receipt_id
                FROM receipts o
            """ + TYPE + """
                WHERE o.tenant_id = ? AND o.receipt_id = ?
            ), placed AS (
                SELECT t.*, count(*) OVER (PARTITION BY t.type) AS n,
                       row_number() OVER (PARTITION BY t.type ORDER BY t.created_at, t.receipt_id) AS place
                FROM typed t
            )
            SELECT t.receipt_id, t.type, t.n FROM placed t
            WHERE (t.place = 1 OR NOT t.type = ANY (?::text[]))
              AND (?::uuid IS NULL OR (t.type, t.created_at, t.receipt_id)
                > ((SELECT type FROM since), (SELECT created_at FROM since), (SELECT receipt_id FROM since)))
            ORDER BY t.type, t.created_at, t.receipt_id LIMIT ?
            """).formatted(MOST);

    private final Database database;

    public ObligationsByType(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to 1,000
     * @param since the last obligation of the page before; null for the first. After one that was archived comes nothing
     * @param folded types of which the oldest alone is told
     */
    public List<Typed> run(UUID tenantId, int limit, @Nullable UUID since, Collection<String> folded) {
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(since)
                .texts(folded)
                .id(since)
                .integer(limit)
                .list(row -> new Typed(row.id("receipt_id"), row.text("type"), row.number("n"))));
    }
}
