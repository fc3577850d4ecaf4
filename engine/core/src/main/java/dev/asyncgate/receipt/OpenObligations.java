package dev.asyncgate.receipt;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The obligations of a principal, or of a whole tenant, that nothing has discharged, oldest first. One round trip a page. */
public final class OpenObligations {

    /**
     * A page of open obligations.
     *
     * @param nextCursor opaque; null when this page held fewer than asked for
     * @param relationship with the principal; null when it was never counted, and for a whole tenant
     */
    public record Page(
            List<Receipt> obligations,
            @Nullable String nextCursor,
            @Nullable Relationship relationship) {
        public Page {
            obligations = List.copyOf(obligations);
        }
    }

    /** A receipt that was archived since it was read does not say when it was created: the pass begins anew. */
    static final String SINCE = """
            since AS MATERIALIZED (
                SELECT created_at, receipt_id FROM receipts WHERE tenant_id = ? AND receipt_id = ?
                UNION ALL
                SELECT '-infinity'::timestamptz, receipt_id FROM archived_receipts WHERE tenant_id = ? AND receipt_id = ?
                UNION ALL
                SELECT created_at, receipt_id FROM (VALUES (?::timestamptz, ?::uuid)) AS given (created_at, receipt_id)
                WHERE created_at IS NOT NULL
                LIMIT 1
            )
            """;

    private static final String AFTER = """
              AND (o.created_at, o.receipt_id) > ((SELECT created_at FROM since), (SELECT receipt_id FROM since))
            ORDER BY o.created_at, o.receipt_id LIMIT ?
            """;

    private static final String OF_PRINCIPAL = """
            , owed AS MATERIALIZED (
                SELECT o.receipt_id FROM open_obligations o
                WHERE o.tenant_id = ? AND o.principal_id = ? AND o.principal_kind = ?
            """ + AFTER + ")";

    /** All to whom something is owed, by one step along the index each. Two parameters: the tenant, twice. */
    static final String OWNERS = """
            owner AS (
                (SELECT principal_id, principal_kind FROM open_obligations WHERE tenant_id = ?
                 ORDER BY principal_id, principal_kind LIMIT 1)
                UNION ALL
                SELECT next.principal_id, next.principal_kind FROM owner o CROSS JOIN LATERAL (
                    SELECT n.principal_id, n.principal_kind FROM open_obligations n
                    WHERE n.tenant_id = ? AND (n.principal_id, n.principal_kind) > (o.principal_id, o.principal_kind)
                    ORDER BY n.principal_id, n.principal_kind LIMIT 1) next
            )
            """;

    /** From owner to owner, as much of each as the page holds: what is open is in order within an owner only. */
    private static final String OF_TENANT = ", " + OWNERS + """
            , owed AS MATERIALIZED (
                SELECT own.receipt_id FROM owner w CROSS JOIN LATERAL (
                    SELECT o.created_at, o.receipt_id FROM open_obligations o
                    WHERE o.tenant_id = ? AND o.principal_id = w.principal_id AND o.principal_kind = w.principal_kind
            """ + AFTER + """
                ) own
                ORDER BY own.created_at, own.receipt_id LIMIT ?
            ), session AS (
                SELECT NULL::timestamptz AS first_seen_at, NULL::timestamptz AS last_seen_at, 0 AS sessions_count
            )
            """;

    private static final String ANSWER = """
            SELECT known.yes AS known, s.first_seen_at, s.last_seen_at, s.sessions_count,
            """ + ReceiptRows.COLUMNS + """
            FROM (SELECT EXISTS (SELECT FROM since) AS yes) known LEFT JOIN session s ON true
            LEFT JOIN receipts r ON r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (SELECT receipt_id FROM owed))
            ORDER BY r.created_at, r.receipt_id
            """;

    private static final String LOOK = "WITH " + SINCE + OF_PRINCIPAL + Sessions.SEEN + ANSWER;
    private static final String COUNT_SESSION = "WITH " + SINCE + OF_PRINCIPAL + Sessions.COUNTED + ANSWER;
    private static final String WHOLE_TENANT = "WITH RECURSIVE " + SINCE + OF_TENANT + ANSWER;

    private static final String COUNT = "SELECT count(*) AS n FROM open_obligations WHERE tenant_id = ?";

    /** Before every id. */
    static final UUID FIRST_ID = new UUID(0, 0);

    private final Database database;

    public OpenObligations(Database database) {
        this.database = database;
    }

    /**
     * Reads a page and changes nothing.
     *
     * @param limit 1 to 1,000
     * @param since the cursor of the page before or the id of a receipt; null for the first. It pages one pass; the next
     *     poll starts anew
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public Page run(UUID tenantId, Principal principal, int limit, @Nullable String since) {
        return ofPrincipal(LOOK, tenantId, principal, limit, since);
    }

    /** Reads a page as {@link #run} does and counts a session of the principal, unless it is a person. */
    public Page counted(UUID tenantId, Principal principal, int limit, @Nullable String since) {
        return ofPrincipal(Sessions.counts(principal) ? COUNT_SESSION : LOOK, tenantId, principal, limit, since);
    }

    /** Reads a page of what is open in the tenant, whoever owns it. */
    public Page ofTenant(UUID tenantId, int limit, @Nullable String since) {
        return page(
                WHOLE_TENANT,
                tenantId,
                null,
                limit,
                since,
                query -> query.id(tenantId)
                        .id(tenantId)
                        .id(tenantId)
                        .integer(limit)
                        .integer(limit));
    }

    /** The cursor before all that was created at an instant or later. */
    public static String from(Instant createdAt) {
        return Cursor.of(createdAt, FIRST_ID);
    }

    /** How many obligations of the tenant are open, whoever owns them. */
    public long count(UUID tenantId) {
        return database.statement(session -> session.query(COUNT).id(tenantId).one(row -> row.number("n")));
    }

    private Page ofPrincipal(String sql, UUID tenantId, Principal principal, int limit, @Nullable String since) {
        return page(
                sql,
                tenantId,
                principal,
                limit,
                since,
                query -> Sessions.bind(
                        query.id(tenantId)
                                .text(principal.id())
                                .text(principal.kind().wireName())
                                .integer(limit),
                        tenantId,
                        principal));
    }

    /** What a statement answered; what is the same in each of its rows is read from the first. */
    private static final class Answer {
        private final @Nullable Principal principal;
        private final List<Receipt> receipts = new ArrayList<>();
        private boolean known;
        private @Nullable Relationship relationship;

        Answer(@Nullable Principal principal) {
            this.principal = principal;
        }

        /** An empty page is one row without a receipt. */
        boolean take(Row row) throws SQLException {
            if (receipts.isEmpty()) {
                known = row.flag("known");
                relationship = principal == null ? null : Sessions.relationship(row, principal);
            }
            return row.idOrNull("receipt_id") != null && receipts.add(ReceiptRows.receipt(row));
        }
    }

    private Page page(
            String sql,
            UUID tenantId,
            @Nullable Principal principal,
            int limit,
            @Nullable String since,
            Pages.Parameters parameters) {
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        Key after = Key.parse(since);
        Answer answer = database.statement(session -> {
            var read = new Answer(principal);
            parameters
                    .bind(after.bind(session.query(sql), tenantId))
                    .id(tenantId)
                    .list(read::take);
            return read;
        });
        if (!answer.known) {
            throw Since.unknown(after.named());
        }
        List<Receipt> page = answer.receipts;
        String next = page.size() < limit
                ? null
                : Cursor.of(page.getLast().createdAt(), page.getLast().receiptId());
        return new Page(page, next, answer.relationship);
    }

    /** Where a pass goes on: after the receipt that was named, or at the place that a cursor holds. */
    record Key(
            @Nullable UUID named,
            @Nullable Instant createdAt,
            @Nullable UUID receiptId) {

        static Key parse(@Nullable String since) {
            if (since == null) {
                return new Key(null, Instant.EPOCH, FIRST_ID);
            }
            UUID named = Since.receiptIdOrNull(since);
            return named != null
                    ? new Key(named, null, null)
                    : Cursor.read(Since.FIELD, since, 2, key -> new Key(null, key.instant(0), key.id(1)));
        }

        Query bind(Query query, UUID tenantId) {
            return query.id(tenantId)
                    .id(named)
                    .id(tenantId)
                    .id(named)
                    .instant(createdAt)
                    .id(receiptId);
        }
    }
}
