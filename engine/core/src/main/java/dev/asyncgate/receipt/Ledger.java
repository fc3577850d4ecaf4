package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ledger by task, by lease, by type or by status, or all of it, in the order of positions. One round trip a page.
 *
 * <p>A task is asked for by its index, a lease through its task. Every task that was worked on has a receipt of each
 * {@linkplain #EVERYDAY everyday type}, so that a page of these is met soon along the positions; the others have an index
 * of their own.
 */
public final class Ledger {

    /** Which end of the ledger a tail begins at. */
    public enum Order {
        /** For exports and whoever follows: what comes later is met later. */
        OLDEST_FIRST,
        /** For people: from the present back. */
        NEWEST_FIRST
    }

    /** The types that the index by type leaves out, as its condition in the schema does. */
    private static final Set<ReceiptType> EVERYDAY = Collections.unmodifiableSet(EnumSet.of(
            ReceiptType.TASK_ASSIGNED,
            ReceiptType.TASK_ACCEPTED,
            ReceiptType.TASK_COMPLETED,
            ReceiptType.TASK_RESULT_READY));

    private static final String PAGE_ORDER = "ORDER BY r.position, r.receipt_id LIMIT ?";

    /** The page's ids come first, and the rows by them: with a LIMIT beside it a planner walks along the positions. */
    private static final String OF_TASK = Pages.oldestFirst("""
            , of_task AS MATERIALIZED (
                SELECT r.receipt_id, r.position FROM receipts r
                WHERE r.tenant_id = ? AND r.task_id = coalesce(
                        ?::uuid,
                        (SELECT task_id FROM ended_leases WHERE tenant_id = ? AND lease_id = ?),
                        (SELECT task_id FROM open_tasks WHERE tenant_id = ? AND lease_id = ?))
                  AND (?::uuid IS NULL OR r.lease_id = ?) AND r.type = ANY (?::text[])
            """ + Since.AFTER + PAGE_ORDER + ")", """
            SELECT r.* FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (SELECT receipt_id FROM of_task))
            """);

    /** The test is wrapped, so that a planner without statistics does not take it for rare and reads everything. */
    private static final String OF_EVERYDAY_TYPES = Pages.oldestFirst("", """
            SELECT r.* FROM receipts r WHERE r.tenant_id = ? AND coalesce(r.type = ANY (?::text[]), false)
            """ + Since.AFTER + PAGE_ORDER);

    /** As much of each type as the page holds, and of this the first: the index is in order within a type only. */
    private static final String OF_RARE_TYPES =
            Pages.oldestFirst("", """
            SELECT r.* FROM unnest(?::text[]) AS asked (type) CROSS JOIN LATERAL (
                SELECT r.* FROM receipts r
                WHERE r.tenant_id = ? AND r.type = asked.type
                  AND r.type NOT IN ('task.assigned', 'task.accepted', 'task.completed', 'task.result_ready')
            """ + Since.AFTER + PAGE_ORDER + ") r " + PAGE_ORDER);

    private static final String OLDEST_FIRST =
            Pages.oldestFirst("", "SELECT r.* FROM receipts r WHERE r.tenant_id = ?" + Since.AFTER + PAGE_ORDER);

    private static final String NEWEST_FIRST = Pages.newestFirst(
            "",
            "SELECT r.* FROM receipts r WHERE r.tenant_id = ?" + Since.BEFORE
                    + "ORDER BY r.position DESC, r.receipt_id DESC LIMIT ?");

    private final Database database;

    public Ledger(Database database) {
        this.database = database;
    }

    /**
     * Reads a page of the receipts that a filter lets through.
     *
     * @param since the id of a receipt, archived or not, or the cursor of the page before; null to begin
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage run(UUID tenantId, LedgerFilter filter, @Nullable String since, int limit) {
        Since after = Since.parse(since, Since.BEGINNING);
        Set<ReceiptType> types = filter.types();
        List<String> names = types.stream().map(ReceiptType::wireName).toList();
        if (filter.taskId() != null || filter.leaseId() != null) {
            return ofTask(tenantId, filter, names, after, limit);
        }
        if (Collections.disjoint(types, EVERYDAY)) {
            return Pages.read(
                    database,
                    OF_RARE_TYPES,
                    tenantId,
                    after,
                    limit,
                    query -> query.texts(names).id(tenantId).integer(limit).integer(limit));
        }
        return Pages.read(
                database,
                OF_EVERYDAY_TYPES,
                tenantId,
                after,
                limit,
                query -> query.id(tenantId).texts(names).integer(limit));
    }

    /**
     * Reads a page of the whole ledger of a tenant.
     *
     * @param since as above; a page goes on from there in its order
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage tail(UUID tenantId, Order order, @Nullable String since, int limit) {
        boolean oldestFirst = order == Order.OLDEST_FIRST;
        return Pages.read(
                database,
                oldestFirst ? OLDEST_FIRST : NEWEST_FIRST,
                tenantId,
                Since.parse(since, oldestFirst ? Since.BEGINNING : Since.END),
                limit,
                query -> query.id(tenantId).integer(limit));
    }

    private LedgerPage ofTask(UUID tenantId, LedgerFilter filter, List<String> types, Since since, int limit) {
        return Pages.read(
                database,
                OF_TASK,
                tenantId,
                since,
                limit,
                query -> query.id(tenantId)
                        .id(filter.taskId())
                        .id(tenantId)
                        .id(filter.leaseId())
                        .id(tenantId)
                        .id(filter.leaseId())
                        .id(filter.leaseId())
                        .id(filter.leaseId())
                        .texts(types)
                        .integer(limit)
                        .id(tenantId));
    }
}
