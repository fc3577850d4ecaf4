package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.util.UUID;

/**
 * Keeps the latest progress of a task and starts it if it had not started. Reports are numbered within their lease, so that
 * equal ones are still two events; one that its receipt cannot carry is kept whole beside it. One round trip; more without
 * the lease.
 */
public final class ReportProgress {

    private static final String SQL = HeldLease.SQL + """
            , reported AS MATERIALIZED (
                SELECT h.*, i.*, coalesce((SELECT p.number FROM progress p
                                           WHERE p.tenant_id = h.tenant_id AND p.task_id = h.task_id
                                             AND p.lease_id = h.lease_id), 0) + 1 AS number
                FROM held h, (SELECT ?::text AS progress, ?::text AS member, ?::boolean AS is_long, ?::text[] AS origin) i
            ), kept AS (
                INSERT INTO progress (tenant_id, task_id, lease_id, number, at, progress)
                SELECT tenant_id, task_id, lease_id, number, now, progress::json FROM reported
                ON CONFLICT (tenant_id, task_id) DO UPDATE
                SET lease_id = excluded.lease_id, number = excluded.number, at = excluded.at, progress = excluded.progress
            ), kept_for_history AS (
                INSERT INTO large_progress (tenant_id, task_id, lease_id, number, progress)
                SELECT tenant_id, task_id, lease_id, number, progress::json FROM reported WHERE is_long
                ON CONFLICT DO NOTHING
            ), touched AS (
                UPDATE open_tasks o SET started_at = coalesce(o.started_at, r.now), updated_at = r.now
                FROM reported r WHERE o.tenant_id = r.tenant_id AND o.task_id = r.task_id
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.started' AS type, worker_kind AS from_kind,
                       worker_id AS from_id, worker_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[accepted_receipt_id] AS parents, '{}' AS body
                FROM reported WHERE started_at IS NULL
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, 'task.progress', worker_kind, worker_id,
                       worker_instance_id, created_by_kind, created_by_id, origin, ARRAY[accepted_receipt_id],
                       '{"number":' || number || ',"progress":' || member || '}'
                FROM reported
            )
            """ + Emission.SQL + "SELECT number FROM reported";

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public ReportProgress(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Reports progress.
     *
     * @param progress an object of at most 64 KiB
     * @return the number of the report within its lease, from 1
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, INVALID_REQUEST,
     *     PAYLOAD_TOO_LARGE or DATABASE_UNAVAILABLE
     */
    public int run(UUID tenantId, String workerId, UUID taskId, UUID leaseId, Json progress) {
        Limits.requireObject("progress", progress);
        Limits.requireAtMost("progress", progress, Limits.DETAIL_BYTES);
        return database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(taskId)
                        .id(leaseId)
                        .text(workerId)
                        .json(progress)
                        .text(Bodies.member(progress))
                        .flag(progress.bytes() > Limits.BODY_MEMBER_BYTES)
                        .texts(Trace.origin(settings))
                        .first(row -> row.integer("number")))
                .orElseThrow(
                        () -> lostLease.refusal(new LostLease.Call("progress", tenantId, workerId, taskId, leaseId)));
    }
}
