package dev.asyncgate.bulk;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.task.TaskStatus;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds, resumes or reprioritizes those of a few tasks that have not ended and that nobody has locked: each as {@link
 * dev.asyncgate.task.SteerTask} does, in one statement and one commit. What is so already is left alone.
 */
final class SteerMany {

    private static final String SQL = """
            WITH asked AS MATERIALIZED (
                SELECT ?::uuid[] AS task_ids, ?::int[] AS priorities, ?::int AS given, ?::text AS reason
            ), before AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND task_id = ANY (?::uuid[])
                ORDER BY task_id FOR UPDATE SKIP LOCKED
            ), wanted AS MATERIALIZED (
                SELECT b.*, i.given, i.reason, i.priorities[array_position(i.task_ids, b.task_id)] AS wanted
                FROM before b CROSS JOIN asked i
            ), after AS (
                UPDATE open_tasks o SET %2$s
                FROM wanted b WHERE o.tenant_id = b.tenant_id AND o.task_id = b.task_id AND %3$s
                RETURNING o.*
            ), audited AS (
                SELECT b.tenant_id, '%1$s' AS operation, ?::text AS actor_kind, ?::text AS actor_id, b.task_id, b.lease_id,
                       NULL::uuid AS receipt_id, ?::text AS subject, b.reason,
                       json_build_object('%4$s', b.%4$s) AS before, json_build_object('%4$s', a.%4$s) AS after
                FROM wanted b JOIN after a ON a.task_id = b.task_id
            )
            """ + Audit.SQL + """
            SELECT b.task_id, s.type, task_status(b.lease_id, b.started_at) AS was, b.priority,
                   b.task_id IN (SELECT task_id FROM after) AS changed, gate_now() AS now
            FROM before b CROSS JOIN LATERAL (
                SELECT s.type FROM submitted_tasks s
                WHERE s.tenant_id = b.tenant_id AND s.task_id = b.task_id LIMIT 1) s
            ORDER BY b.task_id
            """;

    private static final String HOLD =
            SQL.formatted("holdTask", "held = true, held_reason = b.reason", "NOT b.held", "held");
    private static final String RESUME =
            SQL.formatted("resumeTask", "held = false, held_reason = NULL", "b.held", "held");
    private static final String REPRIORITIZE = SQL.formatted(
            "reprioritize",
            "priority = b.wanted",
            "b.priority <> b.wanted AND (b.given IS NULL OR b.priority = b.given)",
            "priority");

    private final Database database;

    SteerMany(Database database) {
        this.database = database;
    }

    List<BulkResult> hold(UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds, @Nullable String reason) {
        return run(HOLD, tenantId, operator, bulkId, taskIds, List.of(), null, reason);
    }

    List<BulkResult> resume(UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds) {
        return run(RESUME, tenantId, operator, bulkId, taskIds, List.of(), null, null);
    }

    List<BulkResult> reprioritize(UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds, int priority) {
        List<Integer> priorities = Collections.nCopies(taskIds.size(), priority);
        return run(REPRIORITIZE, tenantId, operator, bulkId, taskIds, priorities, null, null);
    }

    /** Those that have the priority {@code given} still. */
    List<BulkResult> reprioritize(
            UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds, List<Integer> priorities, int given) {
        return run(REPRIORITIZE, tenantId, operator, bulkId, taskIds, priorities, given, null);
    }

    /** Those that it has found and locked, changed or not. */
    private List<BulkResult> run(
            String sql,
            UUID tenantId,
            Actor operator,
            UUID bulkId,
            List<UUID> taskIds,
            List<Integer> priorities,
            @Nullable Integer given,
            @Nullable String reason) {
        return database.statement(session -> {
            Query query = session.query(sql)
                    .ids(taskIds)
                    .integers(priorities)
                    .integer(given)
                    .text(reason)
                    .id(tenantId)
                    .ids(taskIds)
                    .text(operator.principal().kind().wireName())
                    .text(operator.principal().id())
                    .text(NoteBulk.subject(bulkId))
                    .text(operator.address());
            return query.list(row -> new BulkResult(
                    row.id("task_id"),
                    row.text("type"),
                    TaskStatus.ofWireName(row.text("was")),
                    row.flag("changed") ? Effect.DONE : Effect.UNCHANGED,
                    null,
                    null,
                    null,
                    row.flag("changed") ? row.integer("priority") : null,
                    row.instant("now")));
        });
    }
}
