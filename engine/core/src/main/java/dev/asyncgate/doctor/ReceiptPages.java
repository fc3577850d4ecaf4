package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.doctor.LedgerFault.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a tenant page by page, each checked by itself and against its parents. A page is one transaction with one
 * snapshot, so that nothing looks wrong because it changed between two questions. Used by one thread.
 */
final class ReceiptPages {

    private static final int PAGE = 5000;

    /** Receipts that are remembered, because their children mostly stand near by: some 10 MB. */
    private static final int REMEMBERED = 50_000;

    /**
     * A transaction that waited may have a lower number than one that it waited for, so a child may stand before its
     * parent; but no statement runs for as long as this.
     */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    /** The last page has no upper end, so that what stands in the future is read too. */
    private static final String SQL = """
            SELECT receipt_id, position, created_at, task_id, lease_id, schedule_id, type, from_kind, from_id, to_kind, to_id,
                   parents, body, hash
            FROM receipts
            WHERE tenant_id = ? AND (position, receipt_id) > (?, ?::uuid)
              AND (position < ? OR position >= ledger_position(pg_snapshot_xmax(pg_current_snapshot())))
            ORDER BY position, receipt_id LIMIT 5000
            """;

    private static final String PARENTS = """
            SELECT receipt_id, created_at, position, task_id, type
            FROM receipts WHERE tenant_id = ? AND receipt_id = ANY (?)
            UNION ALL
            SELECT receipt_id, NULL, position, task_id, type
            FROM archived_receipts WHERE tenant_id = ? AND receipt_id = ANY (?)
            """;

    private record Known(
            @Nullable Instant createdAt,
            long position,
            @Nullable UUID taskId,
            String type) {}

    private record Edge(UUID parentId, UUID childId) {}

    private final Database database;
    private final UUID tenantId;
    private final long horizon;
    private final MessageDigest sha256 = sha256();
    private final Map<UUID, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long afterPosition = -1;
    private UUID afterId = new UUID(0, 0);

    /**
     * Starts at the beginning.
     *
     * @param horizon below which nothing is written any more
     */
    ReceiptPages(Database database, UUID tenantId, long horizon) {
        this.database = database;
        this.tenantId = tenantId;
        this.horizon = horizon;
    }

    /** Checks a page; false when there are no more. */
    boolean next(VerifyLedger.Tally tally) {
        // A transaction that is tried again must not count twice what it found the first time.
        var faults = new LinkedHashSet<LedgerFault>();
        List<LedgerRow> page = database.transaction(session -> {
            faults.clear();
            session.query(SNAPSHOT).update();
            List<LedgerRow> rows = session.query(SQL)
                    .id(tenantId)
                    .number(afterPosition)
                    .id(afterId)
                    .number(horizon)
                    .list(LedgerRow::read);
            check(session, rows, (row, kind, detail) -> faults.add(new LedgerFault(row.receiptId(), kind, detail)));
            return rows;
        });
        faults.forEach(tally::add);
        tally.receipts(page.size());
        if (!page.isEmpty()) {
            afterPosition = page.getLast().position();
            afterId = page.getLast().receiptId();
        }
        return page.size() == PAGE;
    }

    /** Where what is wrong is told. */
    interface Faults {
        void add(LedgerRow row, Kind kind, String detail);
    }

    private void check(Session session, List<LedgerRow> page, Faults faults) throws SQLException {
        page.forEach(row -> remember(row));
        Map<UUID, Known> found = parents(session, page);
        Set<Edge> edges = edges(session, page, found);
        for (LedgerRow row : page) {
            if (!row.isGenuine(sha256)) {
                faults.add(row, Kind.HASH_DIFFERS, "its content is not what its hash was taken of");
            }
            if (row.position() >= horizon) {
                faults.add(row, Kind.POSITION_IN_THE_FUTURE, "position " + row.position() + " has not been reached");
            }
            checkParents(row, found, edges, faults);
        }
        new Discharges(session, tenantId)
                .check(
                        page,
                        row -> row.parents().stream()
                                .map(found::get)
                                .anyMatch(parent -> parent != null && discharges(row, parent)),
                        faults);
    }

    private static void checkParents(LedgerRow row, Map<UUID, Known> found, Set<Edge> edges, Faults faults) {
        for (UUID id : row.parents()) {
            Known parent = found.get(id);
            if (parent == null) {
                faults.add(row, Kind.PARENT_MISSING, "parent " + id + " is neither a receipt nor the stub of one");
                continue;
            }
            if (needsEdge(row, parent) && !edges.contains(new Edge(id, row.receiptId()))) {
                faults.add(
                        row, Kind.EDGE_MISSING, "parent " + id + " does not belong to its task, and no edge says so");
            }
            if (parent.createdAt() != null && row.createdAt().isBefore(parent.createdAt())) {
                faults.add(
                        row,
                        Kind.OLDER_THAN_PARENT,
                        "created at " + row.createdAt() + ", parent " + id + " at " + parent.createdAt());
            } else if (parent.createdAt() != null
                    && row.position() < parent.position()
                    && parent.createdAt().plus(LONGEST_TRANSACTION).isBefore(row.createdAt())) {
                faults.add(
                        row,
                        Kind.POSITION_BEFORE_PARENT,
                        "position " + row.position() + ", parent " + id + " at " + parent.position());
            }
        }
    }

    /** Inside a task the receipts' own parents are the graph; what concerns no task has none to be read by. */
    private static boolean needsEdge(LedgerRow row, Known parent) {
        return row.taskId() == null || !row.taskId().equals(parent.taskId());
    }

    /** Whether a receipt that names such a parent names by it the obligation that its type discharges. */
    private static boolean discharges(LedgerRow row, Known parent) {
        return row.type().equals("schedule.deleted")
                ? parent.type().equals("schedule.created")
                : parent.type().equals("task.assigned") && Objects.equals(parent.taskId(), row.taskId());
    }

    /** All parents of the page that there are; those not remembered cost one question. */
    private Map<UUID, Known> parents(Session session, List<LedgerRow> page) throws SQLException {
        Map<UUID, Known> found = new HashMap<>();
        Set<UUID> asked = new HashSet<>();
        for (LedgerRow row : page) {
            for (UUID id : row.parents()) {
                Known parent = known.get(id);
                if (parent == null) {
                    asked.add(id);
                } else {
                    found.put(id, parent);
                }
            }
        }
        if (!asked.isEmpty()) {
            session.query(PARENTS)
                    .id(tenantId)
                    .ids(asked)
                    .id(tenantId)
                    .ids(asked)
                    .list(row -> found.put(
                            row.id("receipt_id"),
                            new Known(
                                    row.instantOrNull("created_at"),
                                    row.number("position"),
                                    row.idOrNull("task_id"),
                                    row.text("type"))));
        }
        return found;
    }

    private Set<Edge> edges(Session session, List<LedgerRow> page, Map<UUID, Known> found) throws SQLException {
        Set<UUID> crossing = new HashSet<>();
        for (LedgerRow row : page) {
            for (UUID id : row.parents()) {
                Known parent = found.get(id);
                if (parent != null && needsEdge(row, parent)) {
                    crossing.add(id);
                }
            }
        }
        return crossing.isEmpty() ? Set.of() : edgesOf(session, crossing, page);
    }

    private Set<Edge> edgesOf(Session session, Set<UUID> parents, List<LedgerRow> page) throws SQLException {
        String sql = """
                SELECT parent_id, child_id FROM receipt_edges
                WHERE tenant_id = ? AND parent_id = ANY (?) AND child_id = ANY (?)
                """;
        return new HashSet<>(session.query(sql)
                .id(tenantId)
                .ids(parents)
                .ids(page.stream().map(LedgerRow::receiptId).toList())
                .list(row -> new Edge(row.id("parent_id"), row.id("child_id"))));
    }

    private void remember(LedgerRow row) {
        known.put(row.receiptId(), new Known(row.createdAt(), row.position(), row.taskId(), row.type()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
