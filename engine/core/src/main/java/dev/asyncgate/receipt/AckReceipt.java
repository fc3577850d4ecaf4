package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import java.util.UUID;

/**
 * Acknowledges a receipt: {@code receipt.acknowledged}, from who acknowledges, its parent the receipt. A repeat by the same
 * principal meets the first and writes nothing. One round trip.
 */
public final class AckReceipt {

    /** Only what concerns no task needs an edge: inside a task the receipts' own parents are the graph. */
    private static final String SQL = """
            WITH acknowledged AS MATERIALIZED (
                SELECT tenant_id, receipt_id, task_id, created_at FROM receipts WHERE tenant_id = ? AND receipt_id = ?
            ), emitted AS (
                SELECT a.tenant_id, new_id() AS receipt_id, greatest(gate_now(), a.created_at) AS now, a.task_id,
                       NULL::uuid AS lease_id, 'receipt.acknowledged' AS type, ?::text AS from_kind, ?::text AS from_id,
                       ?::text AS from_instance_id, 'service' AS to_kind, 'svc:asyncgate' AS to_id, ?::text[] AS origin,
                       ARRAY[a.receipt_id] AS parents, '{}' AS body
                FROM acknowledged a
            )
            """ + Emission.ONCE + """
            , linked AS (
                INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
                SELECT a.tenant_id, a.receipt_id, w.receipt_id, 'receipt.acknowledged' FROM acknowledged a, written w
                WHERE a.task_id IS NULL
            )
            SELECT EXISTS (SELECT FROM acknowledged) AS known, EXISTS (SELECT FROM written) AS written
            """;

    private final Database database;
    private final Settings settings;

    public AckReceipt(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    private record Answer(boolean known, boolean written) {}

    /**
     * Acknowledges the receipt.
     *
     * @return whether this principal had not acknowledged it before
     * @throws GateException RECEIPT_NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public boolean run(UUID tenantId, Principal by, UUID receiptId) {
        Answer answer = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(receiptId)
                .text(by.kind().wireName())
                .text(by.id())
                .text(by.instanceId())
                .texts(Trace.origin(settings))
                .one(row -> new Answer(row.flag("known"), row.flag("written"))));
        if (!answer.known()) {
            throw GetReceipt.notFound(receiptId);
        }
        return answer.written();
    }
}
