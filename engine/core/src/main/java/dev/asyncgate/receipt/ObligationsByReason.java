package dev.asyncgate.receipt;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is open for one reason, in a tenant or of one owner, oldest first. No index knows why something is open: the oldest of
 * what is open are looked at first, and where little of that is open for the reason, those of the reason are looked at
 * instead, in the order of their creation where what they belong to has it. Each statement looks things up for a bounded
 * number of them. One round trip a page where a good part is open for the reason, two where few are.
 */
public final class ObligationsByReason {

    /**
     * A page.
     *
     * @param nextCursor where to look on; null when everything has been looked at. There may be one though the page is not
     *     full, or empty: the time was up
     */
    public record Page(List<UUID> receiptIds, @Nullable String nextCursor) {
        public Page {
            receiptIds = List.copyOf(receiptIds);
        }
    }

    /** How long a page is looked for. */
    private static final Duration BUDGET = Duration.ofSeconds(2);

    /** How many are looked at in one statement: a text each, for a limit that is a parameter makes poor plans. */
    private static final List<Integer> SIZES = List.of(400, 4_000, 20_000);

    /** How many of a reason are looked at in one statement, in the order of their creation. */
    private static final int NEXT = 1_000;

    /** How many looked at all at once are few. */
    private static final int FEW = 20_000;

    private static final Set<Reason> IN_ORDER = EnumSet.of(Reason.QUEUED, Reason.BLOCKED, Reason.SCHEDULES);

    private static final String ASKED = """
            , asked AS MATERIALIZED (
                SELECT ?::text AS reason, ?::text COLLATE "C" AS owner_id, ?::text COLLATE "C" AS owner_kind
            ),
            """ + CountObligations.BLOCKED;

    /** What was owed among the candidates, beside how many were looked at and which was the last. */
    private static final String FOUND = """
            SELECT known.yes AS known, c.n AS seen, l.created_at AS last_at, l.receipt_id AS last_id,
                   f.created_at, f.receipt_id
            FROM (SELECT EXISTS (SELECT FROM since) AS yes) known
            CROSS JOIN (SELECT count(*) AS n FROM candidate) c
            LEFT JOIN (SELECT * FROM candidate ORDER BY created_at DESC, receipt_id DESC LIMIT 1) l ON true
            LEFT JOIN owed f ON true
            ORDER BY f.created_at, f.receipt_id
            """;

    /** The oldest, of the one owner that is asked for or merged of all of them, each with what it belongs to. */
    private static final String WALK = "WITH RECURSIVE " + OpenObligations.SINCE + ASKED + ", " + OpenObligations.OWNERS
            + """
            , candidate AS MATERIALIZED (
                SELECT own.created_at, own.receipt_id
                FROM (SELECT principal_id, principal_kind FROM owner WHERE (SELECT owner_id FROM asked) IS NULL
                      UNION ALL
                      SELECT owner_id, owner_kind FROM asked WHERE owner_id IS NOT NULL) w
                CROSS JOIN LATERAL (
                    SELECT o.created_at, o.receipt_id FROM open_obligations o
                    WHERE o.tenant_id = ? AND o.principal_id = w.principal_id AND o.principal_kind = w.principal_kind
                      AND (o.created_at, o.receipt_id) > ((SELECT created_at FROM since), (SELECT receipt_id FROM since))
                    ORDER BY o.created_at, o.receipt_id LIMIT %1$d) own
                ORDER BY own.created_at, own.receipt_id LIMIT %1$d
            ), owed AS (
                SELECT c.created_at, c.receipt_id FROM candidate c
                CROSS JOIN LATERAL (
                    SELECT r.task_id, r.type FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = c.receipt_id LIMIT 1) r
                LEFT JOIN LATERAL (
                    SELECT
            """ + CountObligations.REASON + """
                           AS reason
                    FROM open_tasks t WHERE t.tenant_id = ? AND t.task_id = r.task_id LIMIT 1) t ON true
                WHERE coalesce(t.reason, CASE r.type WHEN 'schedule.created' THEN 'schedules' ELSE 'unproven' END)
                    = (SELECT reason FROM asked)
                ORDER BY c.created_at, c.receipt_id LIMIT ?
            )
            """ + FOUND;

    /**
     * Along the reason, and in the order of obligations where all that is open is looked at anyway: a task is as old as its
     * obligation. Leases and outcomes without proof, amended and waived ones among them, have an index, and another order.
     */
    private static final String FROM_REASON =
            "WITH " + OpenObligations.SINCE + ASKED + """
            , task AS MATERIALIZED (
                (SELECT t.task_id FROM open_tasks t
                 WHERE t.tenant_id = ? AND t.lease_id IS NOT NULL AND (SELECT reason FROM asked) = 'in_progress' LIMIT %1$d)
                UNION ALL
                (SELECT t.task_id FROM open_tasks t
                 WHERE t.tenant_id = ? AND (SELECT reason FROM asked) IN ('queued', 'blocked')
                   AND t.created_at >= (SELECT created_at FROM since) AND (SELECT reason FROM asked) =
            """ + CountObligations.REASON + """
                 ORDER BY t.created_at FETCH FIRST %1$d ROWS WITH TIES)
                UNION ALL
                (SELECT f.task_id FROM task_outcomes f
                 WHERE f.tenant_id = ? AND NOT f.located AND (SELECT reason FROM asked) = 'unproven' LIMIT %1$d)
            ), candidate AS MATERIALIZED (
                SELECT s.* FROM task t CROSS JOIN LATERAL (
                    SELECT s.created_by_id AS owner_id, s.created_by_kind AS owner_kind, s.created_at,
                           s.assigned_receipt_id AS receipt_id
                    FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = t.task_id LIMIT 1) s
                UNION ALL
                (SELECT h.owner_id, h.owner_kind, h.created_at, h.created_receipt_id FROM schedules h
                 WHERE h.tenant_id = ? AND h.state <> 'deleted' AND (SELECT reason FROM asked) = 'schedules'
                   AND h.created_at >= (SELECT created_at FROM since)
                 ORDER BY h.created_at FETCH FIRST %1$d ROWS WITH TIES)
            ), owed AS (
                SELECT c.created_at, c.receipt_id FROM candidate c CROSS JOIN asked a
                WHERE (a.owner_id IS NULL OR (c.owner_id = a.owner_id AND c.owner_kind = a.owner_kind))
                  AND (c.created_at, c.receipt_id) > ((SELECT created_at FROM since), (SELECT receipt_id FROM since))
                  AND (SELECT true FROM open_obligations o
                       WHERE o.tenant_id = ? AND o.principal_id = c.owner_id AND o.principal_kind = c.owner_kind
                         AND o.created_at = c.created_at AND o.receipt_id = c.receipt_id LIMIT 1)
                ORDER BY c.created_at, c.receipt_id LIMIT ?
            )
            """ + FOUND;

    private final Database database;
    private final List<Integer> sizes;
    private final int next;
    private final int few;
    private final Duration budget;

    public ObligationsByReason(Database database) {
        this(database, SIZES, NEXT, FEW, BUDGET);
    }

    /** For tests: with other bounds. */
    ObligationsByReason(Database database, List<Integer> sizes, int next, int few, Duration budget) {
        this.database = database;
        this.sizes = List.copyOf(sizes);
        this.next = next;
        this.few = few;
        this.budget = budget;
    }

    /**
     * Reads a page.
     *
     * @param owner whom it is owed to; null for anyone
     * @param limit 1 to 1,000
     * @param since the cursor of the page before or the id of a receipt; null for the first
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public Page run(UUID tenantId, Reason reason, @Nullable Principal owner, int limit, @Nullable String since) {
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        long start = System.nanoTime();
        var asked = new Asked(tenantId, reason, owner);
        List<Place> found = new ArrayList<>();
        Step step = walk(asked, 0, limit, OpenObligations.Key.parse(since));
        found.addAll(step.found());
        boolean alongReason = owner == null && IN_ORDER.contains(reason);
        if (!alongReason && found.size() < limit && !step.isOver()) {
            Step all = fromReason(asked, few + 1, limit - found.size(), step.key());
            if (all.isOver()) {
                found.addAll(all.found());
                step = all;
            }
        }
        for (int i = 1; found.size() < limit && !step.isOver(); i++) {
            if (System.nanoTime() - start > budget.toNanos()) {
                return page(found, step.reached());
            }
            int left = limit - found.size();
            step = alongReason ? fromReason(asked, next, left, step.key()) : walk(asked, i, left, step.key());
            found.addAll(step.found());
        }
        return page(found, found.size() < limit ? null : found.getLast());
    }

    private static Page page(List<Place> found, @Nullable Place next) {
        return new Page(
                found.stream().map(Place::receiptId).toList(),
                next == null ? null : Cursor.of(next.createdAt(), next.receiptId()));
    }

    private Step walk(Asked asked, int number, int limit, OpenObligations.Key after) {
        return step(WALK, sizes.get(Math.min(number, sizes.size() - 1)), asked, after, 5, limit);
    }

    /** All of the last instant have been looked at, however many were created together. */
    private Step fromReason(Asked asked, int most, int limit, OpenObligations.Key after) {
        Step step = step(FROM_REASON, most, asked, after, 6, limit);
        Place last = step.reached();
        return last == null
                ? step
                : new Step(
                        step.found(),
                        step.isOver(),
                        new Place(last.createdAt().plus(1, ChronoUnit.MICROS), OpenObligations.FIRST_ID));
    }

    /** {@code tenants} is how often the text asks for the tenant. */
    private Step step(String sql, int most, Asked asked, OpenObligations.Key after, int tenants, int limit) {
        List<Read> rows = database.statement(session -> {
            Query query = asked.bind(after.bind(session.query(sql.formatted(most)), asked.tenantId()));
            for (int i = 0; i < tenants; i++) {
                query = query.id(asked.tenantId());
            }
            return query.integer(limit).list(ObligationsByReason::read);
        });
        Read first = rows.getFirst();
        if (!first.known()) {
            throw Since.unknown(after.named());
        }
        List<Place> found =
                rows.stream().map(Read::found).filter(Objects::nonNull).toList();
        return new Step(found, first.seen() < most, first.last());
    }

    private static Read read(Row row) throws SQLException {
        return new Read(
                row.flag("known"),
                row.number("seen"),
                place(row.instantOrNull("last_at"), row.idOrNull("last_id")),
                place(row.instantOrNull("created_at"), row.idOrNull("receipt_id")));
    }

    private static @Nullable Place place(@Nullable Instant at, @Nullable UUID id) {
        return at == null || id == null ? null : new Place(at, id);
    }

    private record Asked(
            UUID tenantId, Reason reason, @Nullable Principal owner) {

        Query bind(Query query) {
            return query.text(reason.wireName())
                    .text(owner == null ? null : owner.id())
                    .text(owner == null ? null : owner.kind().wireName())
                    .id(tenantId);
        }
    }

    /** Where an obligation stands among those that are open. */
    private record Place(Instant createdAt, UUID receiptId) {}

    private record Read(
            boolean known,
            long seen,
            @Nullable Place last,
            @Nullable Place found) {}

    /**
     * What a statement found.
     *
     * @param isOver whether nothing is left to be looked at
     * @param reached the last that was looked at; null for none
     */
    private record Step(
            List<Place> found, boolean isOver, @Nullable Place reached) {

        OpenObligations.Key key() {
            Place last = Objects.requireNonNull(reached);
            return new OpenObligations.Key(null, last.createdAt(), last.receiptId());
        }
    }
}
