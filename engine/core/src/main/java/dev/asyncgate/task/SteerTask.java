package dev.asyncgate.task;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes of a task that has not ended without changing its state: hold, resume, priority. One round trip;
 * a second one when it cannot be.
 */
public final class SteerTask {

    private static final String SQL = """
            WITH before AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND task_id = ? FOR UPDATE
            ), after AS (
                UPDATE open_tasks o SET %2$s
                FROM before b WHERE o.tenant_id = b.tenant_id AND o.task_id = b.task_id
                RETURNING o.*
            ), audited AS (
                SELECT b.tenant_id, '%1$s' AS operation, ?::text AS actor_kind, ?::text AS actor_id, b.task_id, b.lease_id,
                       NULL::uuid AS receipt_id, NULL::text AS subject, ?::text AS reason,
                       json_build_object('%3$s', b.%3$s) AS before, json_build_object('%3$s', a.%3$s) AS after
                FROM before b JOIN after a USING (tenant_id, task_id) WHERE b.%3$s <> a.%3$s
            )
            """ + Audit.SQL + "SELECT task_id FROM before";

    private static final String HOLD = SQL.formatted("holdTask", "held = true, held_reason = ?", "held");
    private static final String RESUME = SQL.formatted("resumeTask", "held = false, held_reason = NULL", "held");
    private static final String REPRIORITIZE = SQL.formatted("reprioritize", "priority = ?", "priority");

    private static final String OUTCOME = "SELECT status FROM tasks WHERE tenant_id = ? AND task_id = ?";

    private final Database database;

    public SteerTask(Database database) {
        this.database = database;
    }

    /**
     * Keeps the task out of the queue, at once or when its lease ends, until it is resumed.
     *
     * @param reason at most 1,000 characters
     * @throws GateException TASK_NOT_FOUND, INVALID_STATE_TRANSITION when it has ended, INVALID_REQUEST or
     *     DATABASE_UNAVAILABLE
     */
    public void hold(UUID tenantId, Actor operator, UUID taskId, @Nullable String reason) {
        Limits.optionalText("reason", reason, 1, 1000);
        run(HOLD, tenantId, operator, taskId, reason, query -> query.text(reason));
    }

    /**
     * Lets the task back into the queue; it may be claimed at once.
     *
     * @throws GateException TASK_NOT_FOUND, INVALID_STATE_TRANSITION when it has ended, or DATABASE_UNAVAILABLE
     */
    public void resume(UUID tenantId, Actor operator, UUID taskId) {
        run(RESUME, tenantId, operator, taskId, null, query -> query);
    }

    /**
     * Gives the task another priority.
     *
     * @param priority higher first
     * @throws GateException TASK_NOT_FOUND, INVALID_STATE_TRANSITION when it has ended, or DATABASE_UNAVAILABLE
     */
    public void reprioritize(UUID tenantId, Actor operator, UUID taskId, int priority) {
        run(REPRIORITIZE, tenantId, operator, taskId, null, query -> query.integer(priority));
    }

    private interface Change {
        Query bind(Query query);
    }

    private void run(String sql, UUID tenantId, Actor operator, UUID taskId, @Nullable String reason, Change change) {
        boolean found = database.statement(
                session -> change.bind(session.query(sql).id(tenantId).id(taskId))
                        .text(operator.principal().kind().wireName())
                        .text(operator.principal().id())
                        .text(reason)
                        .text(operator.address())
                        .first(row -> true)
                        .isPresent());
        if (!found) {
            throw whyNot(tenantId, taskId);
        }
    }

    private GateException whyNot(UUID tenantId, UUID taskId) {
        return database.statement(session -> session.query(OUTCOME)
                        .id(tenantId)
                        .id(taskId)
                        .first(row -> new GateException(
                                ErrorCode.INVALID_STATE_TRANSITION,
                                "Task " + taskId + " has ended (" + row.text("status")
                                        + "); nothing of it changes any more.")))
                .orElseGet(() -> GetTask.notFound(taskId));
    }
}
