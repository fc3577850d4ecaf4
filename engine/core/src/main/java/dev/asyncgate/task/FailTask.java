package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.settings.Settings;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts a reported failure: back into the queue after a growing delay while attempts are left, else the end of the
 * task. One round trip; a second one when the caller does not hold the lease.
 */
public final class FailTask {

    /**
     * The answer to a reported failure.
     *
     * @param requeued whether it will be tried again
     * @param nextEligibleAt when; null when it will not
     */
    public record Failure(boolean requeued, @Nullable Instant nextEligibleAt) {}

    /** The delay is min(backoff * 2^(failures so far), cap); the exponent is bounded, so that nothing overflows. */
    private static final String SQL = HeldLease.SQL + """
            , input AS (
                SELECT ?::boolean AS retryable, ?::text AS error, ?::text AS instance, ?::float8 AS most_seconds
            ), verdict AS MATERIALIZED (
                SELECT h.*, i.*, new_id() AS receipt_id, i.retryable AND h.attempt + 1 < h.max_attempts AS again,
                       h.now + make_interval(secs => least(
                           h.retry_backoff_seconds * power(2::float8, least(h.attempt, 30)), i.most_seconds)) AS retry_at
                FROM held h, input i
            ), failed AS MATERIALIZED (
                SELECT v.*, CASE WHEN again THEN 'queued' ELSE 'failed' END AS next_status,
                       CASE WHEN again THEN 'retried' ELSE 'failed' END AS end_reason,
                       CASE WHEN again THEN retry_at END AS next_eligible_at,
                       CASE WHEN again THEN 'task.retry_scheduled' ELSE 'task.failed' END AS receipt_type,
                       CASE WHEN again THEN ARRAY[accepted_receipt_id]
                            ELSE ARRAY[assigned_receipt_id, accepted_receipt_id] END AS parents,
                       '{"error":' || error || ',"next_eligible_at":'
                           || CASE WHEN again THEN '"' || iso_instant(retry_at) || '"' ELSE 'null' END
                           || ',"retryable":' || retryable || '}' AS body
                FROM verdict v
            ), updated AS (
                UPDATE tasks t SET status = f.next_status, attempt = t.attempt + 1, updated_at = f.now,
                       next_eligible_at = f.next_eligible_at,
                       requeued_by_receipt_id = CASE WHEN f.again THEN f.receipt_id ELSE t.requeued_by_receipt_id END
                FROM failed f WHERE t.tenant_id = f.tenant_id AND t.task_id = f.task_id
            ), ended AS (
                UPDATE leases l SET ended_at = f.now, end_reason = f.end_reason, end_sha256 = ?
                FROM failed f WHERE l.tenant_id = f.tenant_id AND l.lease_id = f.lease_id
            ), outcome AS (
                INSERT INTO outcomes (tenant_id, task_id, completed_at, lease_id, outcome, error)
                SELECT tenant_id, task_id, now, lease_id, 'failed', ?::json FROM failed WHERE NOT again
            ), receipt AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, from_instance_id,
                    to_kind, to_id, asyncgate_instance, parents, body, hash)
                SELECT tenant_id, receipt_id, now, task_id, lease_id, receipt_type, worker_kind, worker_id,
                       worker_instance_id, created_by_kind, created_by_id, instance, parents, body::json,
                       receipt_hash(receipt_type, worker_kind, worker_id, created_by_kind, created_by_id,
                                    task_id, lease_id, NULL, parents, body)
                FROM failed
            ), followed AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
                    asyncgate_instance, parents, body, hash)
                SELECT f.tenant_id, new_id(), f.now, f.task_id, f.lease_id, n.type, 'service', 'svc:asyncgate',
                       f.created_by_kind, f.created_by_id, f.instance, ARRAY[f.receipt_id], n.body::json,
                       receipt_hash(n.type, 'service', 'svc:asyncgate', f.created_by_kind, f.created_by_id,
                                    f.task_id, f.lease_id, NULL, ARRAY[f.receipt_id], n.body)
                FROM failed f, (VALUES
                    ('system.anomaly', '{"kind":"max_attempts_exceeded"}', true),
                    ('task.result_ready', '{}', false)) AS n (type, body, only_retryable)
                WHERE NOT f.again AND (f.retryable OR NOT n.only_retryable)
            ), discharged AS (
                DELETE FROM open_obligations o
                WHERE o.tenant_id = ?
                  AND o.principal_id = (SELECT created_by_id FROM failed WHERE NOT again)
                  AND o.principal_kind = (SELECT created_by_kind FROM failed WHERE NOT again)
                  AND o.created_at = (SELECT created_at FROM failed WHERE NOT again)
                  AND o.receipt_id = (SELECT assigned_receipt_id FROM failed WHERE NOT again)
            )
            SELECT EXISTS (SELECT FROM task) AS found, EXISTS (SELECT FROM failed) AS held,
                   (SELECT next_eligible_at FROM failed) AS next_eligible_at
            """;

    private static final String FIRST_ANSWER = """
            SELECT (r.body ->> 'next_eligible_at')::timestamptz AS next_eligible_at
            FROM leases l JOIN receipts r ON r.tenant_id = l.tenant_id AND r.task_id = l.task_id AND r.lease_id = l.lease_id
            WHERE l.tenant_id = ? AND l.lease_id = ? AND r.type IN ('task.retry_scheduled', 'task.failed')
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public FailTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database);
    }

    /**
     * Reports the failure. A repeat of the call that won is answered as the first was and writes nothing.
     *
     * @param error an object of at most 64 KiB
     * @param retryable whether trying again may help
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, INVALID_REQUEST,
     *     PAYLOAD_TOO_LARGE or DATABASE_UNAVAILABLE
     */
    public Failure run(UUID tenantId, String workerId, UUID taskId, UUID leaseId, Json error, boolean retryable) {
        Limits.requireObject("error", error);
        Limits.requireAtMost("error", error, Limits.DETAIL_BYTES);
        byte[] digest = digest(error, retryable);
        Answer answer = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .flag(retryable)
                .text(Bodies.error(error))
                .text(settings.instanceId())
                .number(settings.retries().maxBackoff().toSeconds())
                .bytes(digest)
                .json(error)
                .id(tenantId)
                .one(row -> new Answer(row.flag("found"), row.flag("held"), row.instantOrNull("next_eligible_at"))));
        if (answer.held()) {
            return failure(answer.nextEligibleAt());
        }
        LostLease.Call call = new LostLease.Call("fail", tenantId, workerId, taskId, leaseId);
        if (!lostLease.isRepeat(call, digest)) {
            throw lostLease.refused(call, answer.found());
        }
        return firstAnswer(tenantId, leaseId);
    }

    private record Answer(
            boolean found, boolean held, @Nullable Instant nextEligibleAt) {}

    private Failure firstAnswer(UUID tenantId, UUID leaseId) {
        return database.statement(session -> session.query(FIRST_ANSWER)
                .id(tenantId)
                .id(leaseId)
                .one(row -> failure(row.instantOrNull("next_eligible_at"))));
    }

    private static Failure failure(@Nullable Instant nextEligibleAt) {
        return new Failure(nextEligibleAt != null, nextEligibleAt);
    }

    private static byte[] digest(Json error, boolean retryable) {
        ObjectNode content =
                JsonNodeFactory.instance.objectNode().put("operation", "fail").put("retryable", retryable);
        content.set("error", error.node());
        return HexFormat.of().parseHex(Json.of(content).sha256());
    }
}
