package dev.asyncgate.bulk;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.EndedTask;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes a new task of each of a few that have failed or were canceled, as {@link dev.asyncgate.task.RetryTask} does. Three
 * statements in one transaction. What has ended never changes, so nothing of it is locked.
 */
final class RetryMany {

    private static final String FIND = """
            SELECT s.*, f.receipt_id AS terminal_receipt_id, f.priority AS last_priority, f.outcome, gate_now() AS now
            FROM submitted_tasks s JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            WHERE s.tenant_id = ? AND s.task_id = ANY (?::uuid[]) AND f.outcome IN ('failed', 'canceled')
            ORDER BY s.task_id
            """;

    private static final String NOTE = """
            WITH audited AS (
                SELECT ?::uuid AS tenant_id, 'retryTask' AS operation, ?::text AS actor_kind, ?::text AS actor_id,
                       t.task_id, NULL::uuid AS lease_id, t.receipt_id, ?::text AS subject, NULL::text AS reason,
                       NULL::text AS before, json_build_object('task_id', t.new_id) AS after
                FROM unnest(?::uuid[], ?::uuid[], ?::uuid[]) AS t (task_id, receipt_id, new_id)
            )
            """ + Audit.SQL + "SELECT count(*) AS n FROM audited";

    private final Database database;
    private final CreateTasks createTasks;

    RetryMany(Database database, CreateTasks createTasks) {
        this.database = database;
        this.createTasks = createTasks;
    }

    /** What it has made new ones of; whoever is not among them has not ended so. */
    List<BulkResult> run(UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds, Supplier<UUID> ids) {
        return database.transaction(session -> {
            Instant[] now = new Instant[1];
            List<EndedTask> ended = session.query(FIND).id(tenantId).ids(taskIds).list(row -> {
                now[0] = row.instant("now");
                return EndedTask.of(row);
            });
            if (ended.isEmpty()) {
                return List.of();
            }
            List<CreatedTask> created = createTasks.again(session, tenantId, ids, ended);
            note(session, tenantId, operator, bulkId, ended, created);
            List<BulkResult> results = new ArrayList<>();
            for (int i = 0; i < ended.size(); i++) {
                results.add(result(ended.get(i), created.get(i), now[0]));
            }
            return results;
        });
    }

    private static void note(
            Session session,
            UUID tenantId,
            Actor operator,
            UUID bulkId,
            List<EndedTask> ended,
            List<CreatedTask> created)
            throws SQLException {
        session.query(NOTE)
                .id(tenantId)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(NoteBulk.subject(bulkId))
                .ids(ended.stream().map(EndedTask::taskId).toList())
                .ids(ended.stream().map(EndedTask::receiptId).toList())
                .ids(created.stream().map(CreatedTask::taskId).toList())
                .text(operator.address())
                .one(row -> true);
    }

    private static BulkResult result(EndedTask old, CreatedTask created, Instant now) {
        return new BulkResult(
                old.taskId(),
                old.again().type(),
                old.status(),
                Effect.DONE,
                null,
                old.receiptId(),
                created.taskId(),
                null,
                now);
    }
}
