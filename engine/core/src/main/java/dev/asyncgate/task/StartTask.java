package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.settings.Settings;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves a leased task to running; repeating it is harmless. One round trip. */
public final class StartTask {

    private static final String SQL = HeldLease.SQL + """
            , started AS (
                UPDATE tasks t SET status = 'running', started_at = h.now, updated_at = h.now
                FROM held h
                WHERE t.tenant_id = h.tenant_id AND t.task_id = h.task_id AND h.status = 'leased'
                RETURNING t.started_at
            ), lease_started AS (
                UPDATE leases l SET started_at = h.now
                FROM held h
                WHERE l.tenant_id = h.tenant_id AND l.lease_id = h.lease_id AND h.status = 'leased'
            ), receipt AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, from_instance_id,
                    to_kind, to_id, asyncgate_instance, parents, body, hash)
                SELECT h.tenant_id, new_id(), h.now, h.task_id, h.lease_id, 'task.started', h.worker_kind, h.worker_id,
                       h.worker_instance_id, h.created_by_kind, h.created_by_id, ?, ARRAY[h.accepted_receipt_id], '{}',
                       receipt_hash('task.started', h.worker_kind, h.worker_id, h.created_by_kind, h.created_by_id,
                                    h.task_id, h.lease_id, NULL, ARRAY[h.accepted_receipt_id], '{}')
                FROM held h WHERE h.status = 'leased'
            )
            SELECT EXISTS (SELECT FROM task) AS found,
                   coalesce((SELECT started_at FROM started), (SELECT started_at FROM held)) AS started_at
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public StartTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database);
    }

    /**
     * Starts the task.
     *
     * @return when its holder started, the first time
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED or DATABASE_UNAVAILABLE
     */
    public Instant run(UUID tenantId, String workerId, UUID taskId, UUID leaseId) {
        Answer answer = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .text(settings.instanceId())
                .one(row -> new Answer(row.flag("found"), row.instantOrNull("started_at"))));
        if (answer.startedAt() == null) {
            throw lostLease.refused(new LostLease.Call("start", tenantId, workerId, taskId, leaseId), answer.found());
        }
        return answer.startedAt();
    }

    private record Answer(boolean found, @Nullable Instant startedAt) {}
}
