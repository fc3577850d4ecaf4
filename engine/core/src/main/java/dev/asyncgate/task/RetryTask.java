package dev.asyncgate.task;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.List;
import java.util.UUID;

/**
 * Makes a new task from one that has ended: same owner and content, no idempotency key, caused by the old one's terminal
 * receipt. One transaction.
 */
public final class RetryTask {

    private static final String FIND = """
            SELECT s.*, f.receipt_id AS terminal_receipt_id, f.priority AS last_priority, f.outcome
            FROM submitted_tasks s LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            WHERE s.tenant_id = ? AND s.task_id = ?
            """;

    private static final String NOTE = """
            WITH audited AS (
                SELECT ?::uuid AS tenant_id, 'retryTask' AS operation, ?::text AS actor_kind, ?::text AS actor_id,
                       ?::uuid AS task_id, NULL::uuid AS lease_id, ?::uuid AS receipt_id, NULL::text AS subject,
                       NULL::text AS reason, NULL::text AS before, json_build_object('task_id', ?::uuid) AS after
            )
            """ + Audit.SQL + "SELECT task_id FROM audited";

    private final Database database;
    private final CreateTasks createTasks;

    public RetryTask(Database database, CreateTasks createTasks) {
        this.database = database;
        this.createTasks = createTasks;
    }

    /**
     * Retries the task.
     *
     * @param newId the new task's, a version-7 UUID
     * @throws GateException TASK_NOT_FOUND, INVALID_STATE_TRANSITION while it has not ended, or DATABASE_UNAVAILABLE
     */
    public CreatedTask run(UUID tenantId, Actor operator, UUID taskId, UUID newId) {
        return database.transaction(session -> {
            EndedTask old = session.query(FIND)
                    .id(tenantId)
                    .id(taskId)
                    .first(row -> row.idOrNull("terminal_receipt_id") == null ? notEnded(taskId) : EndedTask.of(row))
                    .orElseThrow(() -> GetTask.notFound(taskId));
            CreatedTask created = createTasks
                    .run(session, tenantId, old.owner(), () -> newId, List.of(old.again()))
                    .getFirst();
            session.query(NOTE)
                    .id(tenantId)
                    .text(operator.principal().kind().wireName())
                    .text(operator.principal().id())
                    .id(taskId)
                    .id(old.receiptId())
                    .id(created.taskId())
                    .text(operator.address())
                    .one(row -> true);
            return created;
        });
    }

    private static EndedTask notEnded(UUID taskId) {
        throw new GateException(
                ErrorCode.INVALID_STATE_TRANSITION,
                "Task " + taskId + " has not ended, so there is nothing to retry. Cancel it first.");
    }
}
