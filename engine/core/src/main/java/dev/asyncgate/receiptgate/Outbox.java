package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What has yet to be delivered, as dispatchers see it. A dispatcher claims rows by putting off their next attempt, so that
 * no transaction is open while it calls, and any number of dispatchers may work on one database; what a dead one had claimed
 * comes due again by itself. Thread-safe.
 *
 * <p>Of each task only the first receipt is ever claimed: the later ones wait until it is delivered or parked. Positions and
 * ids give the order, in which a later receipt of a task is never visible before an earlier one. What is parked holds up
 * nothing: when an operator has it tried again, it arrives after its successors.
 */
final class Outbox {

    /** How many receipts of a tenant one call claims. */
    static final int BATCH = 32;

    private static final String DUE = "SELECT tenant_id FROM " + TenantWalk.in("outbox", "true") + """
            tenant
            WHERE (SELECT o.next_attempt_at FROM outbox o WHERE o.tenant_id = tenant.tenant_id
                   ORDER BY o.next_attempt_at LIMIT 1) <= (SELECT gate_now())
            """;

    private static final String CLAIM = """
            WITH clock AS MATERIALIZED (
                SELECT gate_now() AS at
            ), head AS MATERIALIZED (
                SELECT o.receipt_id FROM outbox o
                WHERE o.tenant_id = ? AND o.next_attempt_at <= (SELECT at FROM clock)
                  AND (SELECT true FROM outbox e
                       WHERE e.tenant_id = o.tenant_id AND e.task_id = o.task_id AND e.parked_at IS NULL
                         AND (e.position, e.receipt_id) < (o.position, o.receipt_id) LIMIT 1) IS NULL
                ORDER BY o.next_attempt_at, o.position LIMIT 32
                FOR UPDATE OF o SKIP LOCKED
            )
            UPDATE outbox o SET next_attempt_at = clock.at + make_interval(secs => ?)
            FROM clock
            WHERE o.tenant_id = ? AND o.receipt_id = ANY (ARRAY (SELECT receipt_id FROM head))
            RETURNING o.receipt_id, o.next_attempt_at
            """;

    private static final String DELIVERED = "DELETE FROM outbox WHERE tenant_id = ? AND receipt_id = ANY (?::uuid[])";

    private static final String RELEASED = """
            UPDATE outbox SET next_attempt_at = gate_now()
            WHERE tenant_id = ? AND receipt_id = ANY (?::uuid[]) AND next_attempt_at = ?
            """;

    /**
     * The later receipts of the task move along, so that nobody looks at them meanwhile. Between attempts lie 1, 2, 4 … at
     * most 300 seconds, each shortened by up to half, so that those which failed together do not come back together.
     */
    private static final String FAILED = """
            WITH failure AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::text[]) AS f (receipt_id, error)
            ), failed AS MATERIALIZED (
                SELECT o.tenant_id, o.receipt_id, o.task_id, o.attempts + 1 AS attempts, o.attempts >= ? AS parks, f.error,
                       gate_now() AS now,
                       make_interval(secs => least(2 ^ least(o.attempts, 10), 300) * (1 - random() / 2)) AS pause
                FROM failure f JOIN outbox o ON o.tenant_id = ? AND o.receipt_id = f.receipt_id AND o.next_attempt_at = ?
                ORDER BY o.receipt_id FOR UPDATE OF o
            ), later AS (
                UPDATE outbox l SET next_attempt_at = CASE WHEN f.parks THEN f.now ELSE f.now + f.pause END
                FROM failed f
                WHERE l.tenant_id = f.tenant_id AND l.task_id = f.task_id AND l.parked_at IS NULL
                  AND l.receipt_id <> f.receipt_id
            )
            UPDATE outbox o SET attempts = f.attempts, last_error = f.error,
                parked_at = CASE WHEN f.parks THEN f.now END,
                next_attempt_at = CASE WHEN f.parks THEN 'infinity' ELSE f.now + f.pause END
            FROM failed f WHERE o.tenant_id = f.tenant_id AND o.receipt_id = f.receipt_id
            """;

    private final Database database;
    private final int maxRetries;

    /** @param maxRetries failures after the first one until a receipt is parked */
    Outbox(Database database, int maxRetries) {
        this.database = database;
        this.maxRetries = maxRetries;
    }

    /** What a dispatcher may deliver until its claim runs out. */
    record Claim(UUID tenantId, List<UUID> receiptIds, Instant until) {}

    /** The tenants that have something due. */
    List<UUID> dueTenants() {
        return database.repeatable(session -> session.query(DUE).list(row -> row.id("tenant_id")));
    }

    /** Claims the first receipts of tasks that are due, at most {@link #BATCH}. */
    Claim claim(UUID tenantId, Duration span) {
        record Claimed(UUID receiptId, Instant until) {}
        List<Claimed> claimed = database.statement(session -> session.query(CLAIM)
                .id(tenantId)
                .number(span.toSeconds())
                .id(tenantId)
                .list(row -> new Claimed(row.id("receipt_id"), row.instant("next_attempt_at"))));
        return new Claim(
                tenantId,
                claimed.stream().map(Claimed::receiptId).toList(),
                claimed.isEmpty() ? Instant.MAX : claimed.getFirst().until());
    }

    /** They are there: nothing is left to do, whoever has claimed them by now. */
    void delivered(UUID tenantId, Collection<UUID> receiptIds) {
        database.repeatable(
                session -> session.query(DELIVERED).id(tenantId).ids(receiptIds).update());
    }

    /** They were not tried, and are due at once. */
    void released(Claim claim, Collection<UUID> receiptIds) {
        database.repeatable(session -> session.query(RELEASED)
                .id(claim.tenantId())
                .ids(receiptIds)
                .instant(claim.until())
                .update());
    }

    /** They were tried in vain, each for a reason: put off, or parked. */
    void failed(Claim claim, Map<UUID, String> reasons) {
        List<UUID> receiptIds = List.copyOf(reasons.keySet());
        database.repeatable(session -> session.query(FAILED)
                .ids(receiptIds)
                .texts(receiptIds.stream().map(reasons::get).toList())
                .integer(maxRetries)
                .id(claim.tenantId())
                .instant(claim.until())
                .update());
    }
}
