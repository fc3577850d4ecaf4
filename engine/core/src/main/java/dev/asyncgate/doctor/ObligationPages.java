package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import dev.asyncgate.doctor.Rule.Names;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is owed, page by page: each must be an obligation that is addressed to whom it is owed. Used by one thread. */
final class ObligationPages {

    private static final int PAGE = 2000;

    private static final String SQL = """
            SELECT o.principal_id, o.principal_kind, o.created_at, o.receipt_id,
                   CASE WHEN r.receipt_id IS NULL THEN 'the receipt is not there'
                        WHEN r.type NOT IN ('task.assigned', 'schedule.created') THEN 'it is a ' || r.type
                        WHEN (r.to_kind, r.to_id) <> (o.principal_kind, o.principal_id) THEN 'it is owed to ' || r.to_id
                        WHEN r.created_at <> o.created_at THEN 'it was created at another time'
                        WHEN r.type = 'task.assigned' AND (
                            SELECT s.assigned_receipt_id = o.receipt_id FROM submitted_tasks s
                            WHERE s.tenant_id = o.tenant_id AND s.task_id = r.task_id) IS NOT TRUE THEN 'it is of no task'
                        WHEN r.type = 'schedule.created' AND (
                            SELECT true FROM schedules s WHERE s.tenant_id = o.tenant_id AND s.schedule_id = r.schedule_id
                              AND s.state <> 'deleted') IS NULL THEN 'its schedule is not there any more'
                   END AS wrong
            FROM (SELECT * FROM open_obligations
                  WHERE tenant_id = ? AND (principal_id, principal_kind, created_at, receipt_id) > (?, ?, ?, ?::uuid)
                  ORDER BY principal_id, principal_kind, created_at, receipt_id LIMIT 2000) o
            LEFT JOIN LATERAL (
                SELECT * FROM receipts r WHERE r.tenant_id = o.tenant_id AND r.receipt_id = o.receipt_id OFFSET 0) r ON true
            ORDER BY o.principal_id, o.principal_kind, o.created_at, o.receipt_id
            """;

    static final Rule RULE = new Rule(
            Over.OBLIGATIONS,
            Severity.BROKEN,
            Names.OBLIGATION,
            "What is owed is an obligation, owed to whom it is addressed",
            "Rows were changed by hand, or the engine has a fault: keep the case. The list of open obligations is"
                    + " wrong.",
            SQL);

    private record Key(String principalId, String principalKind, Instant createdAt, UUID receiptId) {}

    private record Owed(Key key, Optional<String> wrong) {}

    private final Database database;
    private final UUID tenantId;
    private Key after = new Key("", "", Instant.EPOCH, new UUID(0, 0));
    private boolean more = true;
    private int looked;

    ObligationPages(Database database, UUID tenantId) {
        this.database = database;
        this.tenantId = tenantId;
    }

    boolean more() {
        return more;
    }

    /** How many the last page held. */
    int looked() {
        return looked;
    }

    /** What is wrong on the next page. */
    List<Finding.Case> next() {
        List<Owed> page = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .text(after.principalId())
                .text(after.principalKind())
                .instant(after.createdAt())
                .id(after.receiptId())
                .list(row -> new Owed(
                        new Key(
                                row.text("principal_id"),
                                row.text("principal_kind"),
                                row.instant("created_at"),
                                row.id("receipt_id")),
                        Optional.ofNullable(row.textOrNull("wrong")))));
        looked = page.size();
        more = looked == PAGE;
        if (more) {
            after = page.getLast().key();
        }
        return page.stream()
                .filter(owed -> owed.wrong().isPresent())
                .map(owed -> new Finding.Case(
                        owed.key().receiptId().toString(), owed.wrong().get()))
                .toList();
    }
}
