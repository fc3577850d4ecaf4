package dev.asyncgate.doctor;

import dev.asyncgate.doctor.Rule.Names;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.util.List;

/** What is always true of tasks and of their leases. */
final class TaskRules {

    private static final String BY_HAND =
            "Rows were changed by hand, or the engine has a fault: keep the case, and restore the task from a backup.";

    private static final Rule ONE_STATE = broken(Over.TASKS, "Each task is open or has an outcome", """
            SELECT t.task_id AS subject,
                   CASE WHEN t.open THEN 'it is open and has an outcome' ELSE 'it has no state' END AS found
            FROM (SELECT t.task_id,
                         (SELECT true FROM open_tasks o
                          WHERE o.tenant_id = t.tenant_id AND o.task_id = t.task_id) IS NOT NULL AS open,
                         (SELECT true FROM task_outcomes f
                          WHERE f.tenant_id = t.tenant_id AND f.task_id = t.task_id) IS NOT NULL AS ended
                  FROM submitted_tasks t, scope
                  WHERE t.tenant_id = scope.tenant_id AND t.task_id > low AND t.task_id <= high) t
            WHERE t.open = t.ended
            """);

    private static final Rule SUBMITTED = broken(Over.TASKS, "Each state belongs to a task that was submitted", """
            SELECT t.task_id AS subject, t.found
            FROM (SELECT o.tenant_id, o.task_id, 'it is open and was never submitted' AS found FROM open_tasks o, scope
                  WHERE o.tenant_id = scope.tenant_id AND o.task_id > low AND o.task_id <= high
                  UNION ALL
                  SELECT f.tenant_id, f.task_id, 'it has an outcome and was never submitted' FROM task_outcomes f, scope
                  WHERE f.tenant_id = scope.tenant_id AND f.task_id > low AND f.task_id <= high) t
            WHERE (SELECT true FROM submitted_tasks s WHERE s.tenant_id = t.tenant_id AND s.task_id = t.task_id) IS NULL
            """);

    private static final Rule QUEUED =
            broken(Over.TASKS, "Each open task stands in a queue that claims look into", """
            SELECT o.task_id AS subject, 'there is no queue ' || o.queue_id AS found
            FROM open_tasks o, scope
            WHERE o.tenant_id = scope.tenant_id AND o.task_id > low AND o.task_id <= high
              AND (SELECT true FROM queues q WHERE q.tenant_id = o.tenant_id AND q.queue_id = o.queue_id) IS NULL
            """);

    private static final Rule ATTEMPTS =
            broken(Over.TASKS, "A task's attempts are the failures that were reported", """
            SELECT t.task_id AS subject, 'it counts ' || t.attempt || ', and ' || t.reported || ' were reported' AS found
            FROM (SELECT s.task_id, coalesce(
                             (SELECT o.attempt FROM open_tasks o
                              WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id),
                             (SELECT f.attempt FROM task_outcomes f
                              WHERE f.tenant_id = s.tenant_id AND f.task_id = s.task_id)) AS attempt,
                         (SELECT count(*) FROM receipts r
                          WHERE r.tenant_id = s.tenant_id AND r.task_id = s.task_id
                            AND r.type IN ('task.retry_scheduled', 'task.failed')) AS reported
                  FROM submitted_tasks s, scope
                  WHERE s.tenant_id = scope.tenant_id AND s.task_id > low AND s.task_id <= high) t
            WHERE t.attempt <> t.reported
            """);

    private static final Rule ENDED = broken(Over.TASKS, "Each outcome has its receipts", """
            SELECT f.task_id AS subject, 'there is no ' || due.type || CASE WHEN due.receipt_id IS NULL THEN ''
                       ELSE ' ' || due.receipt_id END AS found
            FROM task_outcomes f, scope, LATERAL (VALUES
                (CASE f.outcome WHEN 'succeeded' THEN 'task.completed' WHEN 'failed' THEN 'task.failed'
                                ELSE 'task.canceled' END, f.receipt_id),
                ('task.result_ready', NULL)) AS due (type, receipt_id)
            WHERE f.tenant_id = scope.tenant_id AND f.task_id > low AND f.task_id <= high
              AND (SELECT count(*) FROM receipts r
                   WHERE r.tenant_id = f.tenant_id AND r.task_id = f.task_id AND r.type = due.type
                     AND (due.receipt_id IS NULL OR r.receipt_id = due.receipt_id)) <> 1
            """);

    private static final Rule LOCATED = broken(Over.TASKS, "No success discharges its obligation unless located", """
            SELECT f.task_id AS subject, CASE WHEN f.located THEN 'it names neither artifacts nor a delivery_proof'
                       ELSE 'it is ' || f.outcome || ' and discharges nothing' END AS found
            FROM task_outcomes f, scope
            WHERE f.tenant_id = scope.tenant_id AND f.task_id > low AND f.task_id <= high
              AND CASE WHEN f.outcome = 'succeeded'
                       THEN f.located AND coalesce(f.artifacts::text, '[]') IN ('[]', '{}', 'null')
                                      AND coalesce(f.delivery_proof::text, '{}') IN ('{}', '""', 'null')
                       ELSE NOT f.located END
            """);

    private static final Rule OWED = broken(Over.TASKS, "What is owed is what no receipt has discharged", """
            SELECT t.task_id AS subject, CASE WHEN t.owed THEN 'it is owed, and discharged by a receipt'
                       ELSE 'it is not owed, and no receipt discharges it' END AS found
            FROM (SELECT s.task_id,
                         (SELECT true FROM open_obligations o
                          WHERE o.tenant_id = s.tenant_id AND o.principal_id = s.created_by_id
                            AND o.principal_kind = s.created_by_kind AND o.created_at = s.created_at
                            AND o.receipt_id = s.assigned_receipt_id) IS NOT NULL AS owed,
                         (SELECT true FROM receipts r
                          WHERE r.tenant_id = s.tenant_id AND r.task_id = s.task_id
                            AND r.type IN ('task.completed', 'task.failed', 'task.canceled', 'task.amended', 'task.waived')
                            AND s.assigned_receipt_id = ANY (r.parents) LIMIT 1) IS NOT NULL AS discharged
                  FROM submitted_tasks s, scope
                  WHERE s.tenant_id = scope.tenant_id AND s.task_id > low AND s.task_id <= high) t
            WHERE t.owed = t.discharged
            """);

    /** The leases of a task are found by its receipts: whose are missing is another rule's matter. */
    private static final Rule EXCLUSIVE = broken(Over.TASKS, "No two leases of a task overlap", """
            SELECT l.task_id AS subject, 'lease ' || l.lease_id || ' began at ' || iso_instant(l.acquired_at)
                       || ', and lease ' || l.other || ' ended at ' || coalesce(iso_instant(l.other_end), 'no time') AS found
            FROM (SELECT l.*, lag(l.lease_id) OVER task AS other, lag(l.ended_at) OVER task AS other_end
                  FROM (SELECT r.task_id, e.lease_id, e.acquired_at, e.ended_at
                        FROM scope, receipts r, LATERAL (
                            SELECT * FROM ended_leases e
                            WHERE e.tenant_id = r.tenant_id AND e.lease_id = r.lease_id OFFSET 0) e
                        WHERE r.tenant_id = scope.tenant_id AND r.task_id > low AND r.task_id <= high
                          AND r.type = 'task.accepted'
                        UNION ALL
                        SELECT o.task_id, o.lease_id, o.acquired_at, NULL FROM open_tasks o, scope
                        WHERE o.tenant_id = scope.tenant_id AND o.task_id > low AND o.task_id <= high
                          AND o.lease_id IS NOT NULL) l
                  WINDOW task AS (PARTITION BY l.task_id ORDER BY l.acquired_at, l.ended_at NULLS LAST)) l
            WHERE l.other IS NOT NULL AND (l.other_end IS NULL OR l.other_end > l.acquired_at OR l.other = l.lease_id)
            """);

    private static final Rule ACCEPTED = broken(Over.TASKS, "Each live lease has its receipt", """
            SELECT o.task_id AS subject, 'lease ' || o.lease_id || ' has no task.accepted' AS found
            FROM open_tasks o, scope
            WHERE o.tenant_id = scope.tenant_id AND o.task_id > low AND o.task_id <= high AND o.lease_id IS NOT NULL
              AND (SELECT r.type = 'task.accepted' AND r.lease_id = o.lease_id FROM receipts r
                   WHERE r.tenant_id = o.tenant_id AND r.receipt_id = o.accepted_receipt_id) IS NOT TRUE
            """);

    private static final Rule LEASE_RECEIPTS = broken(Over.LEASES, "Each ended lease has its receipts", """
            SELECT l.lease_id AS subject, 'task ' || l.task_id || ' has no ' || due.type || ' of it' AS found
            FROM ended_leases l, scope, LATERAL (VALUES ('task.accepted'), ('task.started'), (CASE l.end_reason
                WHEN 'completed' THEN 'task.completed' WHEN 'failed' THEN 'task.failed'
                WHEN 'retried' THEN 'task.retry_scheduled' WHEN 'released' THEN 'lease.released'
                WHEN 'expired' THEN 'lease.expired' WHEN 'revoked' THEN 'lease.revoked'
                ELSE 'task.canceled' END)) AS due (type)
            WHERE l.tenant_id = scope.tenant_id AND l.lease_id > low AND l.lease_id <= high
              AND (due.type <> 'task.started' OR l.started_at IS NOT NULL)
              AND (SELECT true FROM receipts r
                   WHERE r.tenant_id = l.tenant_id AND r.task_id = l.task_id AND r.type = due.type
                     AND (r.lease_id = l.lease_id OR r.receipt_id = l.accepted_receipt_id
                          OR r.type = 'task.canceled' AND l.accepted_receipt_id = ANY (r.parents)) LIMIT 1) IS NULL
            """);

    static final List<Rule> ALL =
            List.of(ONE_STATE, SUBMITTED, QUEUED, ATTEMPTS, ENDED, LOCATED, OWED, EXCLUSIVE, ACCEPTED, LEASE_RECEIPTS);

    private TaskRules() {}

    private static Rule broken(Over over, String title, String sql) {
        return new Rule(over, Severity.BROKEN, over == Over.LEASES ? Names.LEASE : Names.TASK, title, BY_HAND, sql);
    }
}
