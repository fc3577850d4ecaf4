package dev.asyncgate.receiptgate;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Has parked receipts tried again, as often as new ones. An audit event says who wanted it. One round trip. */
public final class RetryParked {

    private static final String SQL = """
            WITH retried AS (
                UPDATE outbox SET parked_at = NULL, attempts = 0, next_attempt_at = gate_now()
                WHERE tenant_id = ? AND parked_at IS NOT NULL AND (?::uuid IS NULL OR receipt_id = ?)
                RETURNING task_id
            ), counted AS MATERIALIZED (
                SELECT count(*) AS receipts, (min(task_id::text))::uuid AS task_id FROM retried
            ), audited AS (
                SELECT i.tenant_id, 'retryParkedReceipts' AS operation, i.actor_kind, i.actor_id,
                       CASE WHEN i.receipt_id IS NOT NULL THEN c.task_id END AS task_id, NULL::uuid AS lease_id,
                       i.receipt_id, NULL::text AS subject, NULL::text AS reason, '{"parked":' || c.receipts || '}' AS before,
                       '{"parked":0}' AS after
                FROM counted c, (SELECT ?::uuid AS tenant_id, ?::text AS actor_kind, ?::text AS actor_id,
                                        ?::uuid AS receipt_id) i
                WHERE c.receipts > 0
            )
            """ + Audit.SQL + "SELECT receipts FROM counted";

    private final Database database;

    public RetryParked(Database database) {
        this.database = database;
    }

    /**
     * Has one parked receipt tried again.
     *
     * @throws GateException INVALID_STATE_TRANSITION when it is not parked, or DATABASE_UNAVAILABLE
     */
    public void one(UUID tenantId, Actor operator, UUID receiptId) {
        if (run(tenantId, operator, receiptId) == 0) {
            throw new GateException(
                    ErrorCode.INVALID_STATE_TRANSITION,
                    "Receipt " + receiptId
                            + " is not parked: it has been delivered, waits for its turn, or is none that"
                            + " goes to ReceiptGate.");
        }
    }

    /**
     * Has every parked receipt of the tenant tried again.
     *
     * @return how many there were
     * @throws GateException DATABASE_UNAVAILABLE
     */
    public long all(UUID tenantId, Actor operator) {
        return run(tenantId, operator, null);
    }

    private long run(UUID tenantId, Actor operator, @Nullable UUID receiptId) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(receiptId)
                .id(receiptId)
                .id(tenantId)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .id(receiptId)
                .text(operator.address())
                .one(row -> row.number("receipts")));
    }
}
