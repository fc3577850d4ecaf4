package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import java.util.Collection;
import java.util.UUID;

/**
 * Notes that receipts were fetched by whom they are addressed to; the first time counts. One round trip for any number,
 * so that many fetches can be noted at once, afterwards.
 */
public final class MarkDelivered {

    /** In the order of their ids, so that two who mark the same receipts wait for each other one way only. */
    private static final String SQL = """
            INSERT INTO deliveries (tenant_id, receipt_id, delivered_at)
            SELECT ?::uuid, receipt_id, gate_now()
            FROM (SELECT r.receipt_id FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = ANY (?::uuid[])
                  ORDER BY r.receipt_id) known
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    public MarkDelivered(Database database) {
        this.database = database;
    }

    /**
     * Marks them; those that are marked already and those that the tenant does not have are passed over.
     *
     * @return how many were marked for the first time
     */
    public int run(UUID tenantId, Collection<UUID> receiptIds) {
        return database.statement(session ->
                session.query(SQL).id(tenantId).id(tenantId).ids(receiptIds).update());
    }
}
