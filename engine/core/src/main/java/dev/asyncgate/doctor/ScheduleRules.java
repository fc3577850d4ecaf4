package dev.asyncgate.doctor;

import dev.asyncgate.doctor.Rule.Names;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.util.List;

/** What is true of schedules. That an obligation is one of a schedule that is still kept, {@link ObligationPages} says. */
final class ScheduleRules {

    private static final Rule FIRED = new Rule(
            Over.TENANT,
            Severity.ATTENTION,
            Names.SCHEDULE,
            "Schedules are fired",
            "Start asyncgate scheduler for this tenant. Then each goes on by its misfire policy.",
            """
            SELECT s.schedule_id AS subject, 'its run of ' || iso_instant(s.next_run_at) || ' was not fired' AS found
            FROM schedules s, scope
            WHERE s.tenant_id = scope.tenant_id AND s.state = 'active' AND s.stale_at <= (SELECT gate_now())
            ORDER BY s.stale_at LIMIT 1000
            """);

    private static final Rule OWED = new Rule(
            Over.TENANT,
            Severity.BROKEN,
            Names.SCHEDULE,
            "Each schedule that is not deleted is owed to its owner",
            "Rows were changed by hand, or the engine has a fault: keep the case. The list of open obligations is"
                    + " wrong.",
            """
            SELECT s.schedule_id AS subject, 'no obligation is open for its receipt ' || s.created_receipt_id AS found
            FROM schedules s, scope
            WHERE s.tenant_id = scope.tenant_id AND s.state <> 'deleted' AND (
                SELECT true FROM open_obligations o
                WHERE o.tenant_id = s.tenant_id AND o.principal_id = s.owner_id AND o.principal_kind = s.owner_kind
                  AND o.created_at = s.created_at AND o.receipt_id = s.created_receipt_id) IS NULL
            ORDER BY s.schedule_id LIMIT 1000
            """);

    private static final Rule DELETED = new Rule(
            Over.TENANT,
            Severity.BROKEN,
            Names.SCHEDULE,
            "Each deleted schedule has one receipt that says so",
            "Rows were changed by hand, or the engine has a fault: keep the case.",
            """
            SELECT coalesce(s.schedule_id::text, r.schedule_id::text, 'no schedule') AS subject,
                   'it is ' || coalesce(s.state, 'not there') || ', and ' || coalesce(r.n, 0) || ' receipts say that it was deleted' AS found
            FROM (SELECT s.* FROM schedules s, scope WHERE s.tenant_id = scope.tenant_id) s
            FULL JOIN (SELECT r.schedule_id, count(*) AS n FROM receipts r, scope
                       WHERE r.tenant_id = scope.tenant_id AND r.type = 'schedule.deleted' GROUP BY r.schedule_id) r
                ON r.schedule_id = s.schedule_id
            WHERE coalesce(r.n, 0) <> (coalesce(s.state, '') = 'deleted')::int
            ORDER BY 1 LIMIT 1000
            """);

    static final List<Rule> ALL = List.of(FIRED, OWED, DELETED);

    private ScheduleRules() {}
}
