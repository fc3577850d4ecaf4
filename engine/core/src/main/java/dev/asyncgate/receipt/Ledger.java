package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.error.GateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
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

    /** In the order of their declaration. */
    private static final List<String> TERMINATORS = Arrays.stream(ReceiptType.values())
            .filter(ReceiptType::isTerminator)
            .map(ReceiptType::wireName)
            .toList();

    /** The statements of one order. */
    private record Statements(String ofTask, String ofEverydayTypes, String ofRareTypes, String all) {}

    private static final String STORED = """
              AND (?::timestamptz IS NULL OR r.created_at >= ?::timestamptz)
              AND (?::timestamptz IS NULL OR r.created_at < ?::timestamptz)
            """;

    private static final Statements FORWARD =
            statements(Pages::oldestFirst, Since.AFTER, "ORDER BY r.position, r.receipt_id LIMIT ?");
    private static final Statements BACKWARD =
            statements(Pages::newestFirst, Since.BEFORE, "ORDER BY r.position DESC, r.receipt_id DESC LIMIT ?");

    private static final String SIZE = """
            SELECT (SELECT count(*) FROM receipts WHERE tenant_id = ?) AS n,
                   (SELECT position >> 48 FROM receipts WHERE tenant_id = ?
                    ORDER BY position DESC, receipt_id DESC LIMIT 1) AS epoch,
                   (SELECT created_at FROM receipts WHERE tenant_id = ? ORDER BY position, receipt_id LIMIT 1) AS first_at
            """;

    private final Database database;

    public Ledger(Database database) {
        this.database = database;
    }

    /**
     * How much there is of a ledger.
     *
     * @param epoch of its last receipt, from 1; each restore begins one
     * @param firstAt when the first of its receipts was stored; null when there is none
     */
    public record Size(long receipts, long epoch, @Nullable Instant firstAt) {}

    /** Counts the ledger of a tenant: an index is read from end to end. */
    public Size size(UUID tenantId) {
        return database.statement(session -> session.query(SIZE)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .one(row -> new Size(row.number("n"), row.number("epoch"), row.instantOrNull("first_at"))));
    }

    /** Reads a page of the receipts that a filter lets through, the oldest first. */
    public LedgerPage run(UUID tenantId, LedgerFilter filter, @Nullable String since, int limit) {
        return run(tenantId, filter, Order.OLDEST_FIRST, since, limit);
    }

    /**
     * Reads a page of the receipts that a filter lets through.
     *
     * @param since the id of a receipt, archived or not, or the cursor of the page before; null to begin
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage run(UUID tenantId, LedgerFilter filter, Order order, @Nullable String since, int limit) {
        Since from = from(order, since);
        Set<ReceiptType> types = filter.types();
        List<String> names = types.stream().map(ReceiptType::wireName).toList();
        if (filter.taskId() != null || filter.leaseId() != null) {
            return ofTask(tenantId, filter, order, names, from, limit);
        }
        if (Collections.disjoint(types, EVERYDAY)) {
            return Pages.read(
                    database,
                    of(order).ofRareTypes(),
                    tenantId,
                    from,
                    limit,
                    query -> stored(query.texts(names).id(tenantId), filter)
                            .integer(limit)
                            .integer(limit));
        }
        return Pages.read(
                database,
                of(order).ofEverydayTypes(),
                tenantId,
                from,
                limit,
                query -> stored(query.id(tenantId).texts(names), filter).integer(limit));
    }

    private static Query stored(Query query, LedgerFilter filter) {
        return query.instant(filter.from())
                .instant(filter.from())
                .instant(filter.to())
                .instant(filter.to());
    }

    /**
     * Reads a page of the whole ledger of a tenant.
     *
     * @param since as above; a page goes on from there in its order
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage tail(UUID tenantId, Order order, @Nullable String since, int limit) {
        return Pages.read(
                database,
                of(order).all(),
                tenantId,
                from(order, since),
                limit,
                query -> query.id(tenantId).integer(limit));
    }

    /**
     * Reads a page of the receipts that may discharge an obligation, the newest first. Most tasks have one, so that a page
     * is met soon along the positions.
     *
     * @param since as above
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage terminators(UUID tenantId, @Nullable String since, int limit) {
        return Pages.read(
                database,
                BACKWARD.ofEverydayTypes(),
                tenantId,
                from(Order.NEWEST_FIRST, since),
                limit,
                query -> query.id(tenantId)
                        .texts(TERMINATORS)
                        .instant(null)
                        .instant(null)
                        .instant(null)
                        .instant(null)
                        .integer(limit));
    }

    private static Statements of(Order order) {
        return order == Order.OLDEST_FIRST ? FORWARD : BACKWARD;
    }

    private static Since from(Order order, @Nullable String since) {
        return Since.parse(since, order == Order.OLDEST_FIRST ? Since.BEGINNING : Since.END);
    }

    private LedgerPage ofTask(
            UUID tenantId, LedgerFilter filter, Order order, List<String> types, Since since, int limit) {
        return Pages.read(
                database,
                of(order).ofTask(),
                tenantId,
                since,
                limit,
                query -> stored(
                                query.id(tenantId)
                                        .id(filter.taskId())
                                        .id(tenantId)
                                        .id(filter.leaseId())
                                        .id(tenantId)
                                        .id(filter.leaseId())
                                        .id(filter.leaseId())
                                        .id(filter.leaseId())
                                        .texts(types),
                                filter)
                        .integer(limit)
                        .id(tenantId));
    }

    private static Statements statements(BinaryOperator<String> paged, String place, String pageOrder) {
        return new Statements(
                // All of the task come first, and of them the page: with a LIMIT beside it a planner walks the
                // positions.
                paged.apply("""
                        , of_task AS MATERIALIZED (
                            SELECT r.receipt_id, r.position FROM (
                            SELECT r.receipt_id, r.position FROM receipts r
                            WHERE r.tenant_id = ? AND r.task_id = coalesce(
                                    ?::uuid,
                                    (SELECT task_id FROM ended_leases WHERE tenant_id = ? AND lease_id = ?),
                                    (SELECT task_id FROM open_tasks WHERE tenant_id = ? AND lease_id = ?))
                              AND (?::uuid IS NULL OR r.lease_id = ?) AND r.type = ANY (?::text[])
                        """ + STORED + "OFFSET 0) r WHERE true" + place + pageOrder + ")", """
                        SELECT r.* FROM receipts r
                        WHERE r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (SELECT receipt_id FROM of_task))
                        """),
                // The test is wrapped, so that a planner without statistics does not take it for rare and reads all.
                paged.apply("", """
                        SELECT r.* FROM receipts r WHERE r.tenant_id = ? AND coalesce(r.type = ANY (?::text[]), false)
                        """ + STORED + place + pageOrder),
                // As much of each type as the page holds, and of this the first: the index is in order within a type.
                paged.apply("", """
                        SELECT r.* FROM unnest(?::text[]) AS asked (type) CROSS JOIN LATERAL (
                            SELECT r.* FROM receipts r
                            WHERE r.tenant_id = ? AND r.type = asked.type
                              AND r.type NOT IN ('task.assigned', 'task.accepted', 'task.completed', 'task.result_ready')
                        """ + STORED + place + pageOrder + ") r " + pageOrder),
                paged.apply("", "SELECT r.* FROM receipts r WHERE r.tenant_id = ?" + place + pageOrder));
    }
}
