package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.time.Instant;
import java.util.UUID;

/** Moves a leased task to running; repeating it is harmless. One round trip. */
public final class StartTask {

    private static final String SQL = HeldLease.SQL + """
            , started AS (
                UPDATE open_tasks o SET started_at = h.now, updated_at = h.now
                FROM held h
                WHERE o.tenant_id = h.tenant_id AND o.task_id = h.task_id AND h.started_at IS NULL
                RETURNING o.started_at
            ), emitted AS (
                SELECT h.tenant_id, h.receipt_id, h.now, h.task_id, h.lease_id, 'task.started' AS type,
                       h.worker_kind AS from_kind, h.worker_id AS from_id, h.worker_instance_id AS from_instance_id,
                       h.created_by_kind AS to_kind, h.created_by_id AS to_id, ?::text[] AS origin,
                       ARRAY[h.accepted_receipt_id] AS parents, '{}' AS body
                FROM held h WHERE h.started_at IS NULL
            )
            """ + Emission.SQL + """
            SELECT coalesce((SELECT started_at FROM started), started_at) AS started_at FROM held
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public StartTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Starts the task.
     *
     * @return when its holder started, the first time
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED or DATABASE_UNAVAILABLE
     */
    public Instant run(UUID tenantId, String workerId, UUID taskId, UUID leaseId) {
        return database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(taskId)
                        .id(leaseId)
                        .text(workerId)
                        .texts(Trace.origin(settings))
                        .first(row -> row.instant("started_at")))
                .orElseThrow(() -> lostLease.refusal(new LostLease.Call("start", tenantId, workerId, taskId, leaseId)));
    }
}
