package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.time.Instant;
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
    private static final String SQL =
            HeldLease.SQL + """
            , verdict AS MATERIALIZED (
                SELECT h.*, i.*, 1 AS failures, i.retryable AND h.attempt + 1 < h.max_attempts AS again,
                       h.now + make_interval(secs => least(
                           h.retry_backoff_seconds * power(2::float8, least(h.attempt, 30)), i.most_seconds)) AS retry_at
                FROM held h, (
                    SELECT ?::boolean AS retryable, ?::text AS error, ?::text AS error_member, ?::text[] AS origin,
                           ?::float8 AS most_seconds, ?::bytea AS end_sha256) i
            ), ending AS (
                SELECT v.*, CASE WHEN again THEN 'retried' ELSE 'failed' END AS end_reason FROM verdict v
            ), requeuing AS (
                SELECT tenant_id, task_id, receipt_id, now, retry_at AS next_eligible_at, failures, 0 AS lease_ends,
                       0 AS expiries, false AS held, NULL::text AS held_reason
                FROM verdict WHERE again
            ), closing AS (
                SELECT v.*, true AS discharges, 'failed' AS outcome, NULL::text AS result, NULL::text AS artifacts,
                       NULL::text AS delivery_proof
                FROM verdict v WHERE NOT again
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id,
                       CASE WHEN again THEN 'task.retry_scheduled' ELSE 'task.failed' END AS type,
                       worker_kind AS from_kind, worker_id AS from_id, worker_instance_id AS from_instance_id,
                       created_by_kind AS to_kind, created_by_id AS to_id, origin,
                       CASE WHEN again THEN ARRAY[accepted_receipt_id]
                            ELSE ARRAY[assigned_receipt_id, accepted_receipt_id] END AS parents,
                       '{"error":' || error_member || ',"next_eligible_at":'
                           || CASE WHEN again THEN '"' || iso_instant(retry_at) || '"' ELSE 'null' END
                           || ',"retryable":' || retryable || '}' AS body
                FROM verdict
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, n.type, 'service', 'svc:asyncgate', NULL,
                       created_by_kind, created_by_id, origin, ARRAY[receipt_id], n.body
                FROM verdict, (VALUES
                    ('system.anomaly', '{"kind":"max_attempts_exceeded"}', true),
                    ('task.result_ready', '{}', false)) AS n (type, body, only_retryable)
                WHERE NOT again AND (retryable OR NOT n.only_retryable)
            )
            """ + Ending.LEASES + Ending.REQUEUED + Ending.CLOSED + Emission.SQL + """
            SELECT CASE WHEN again THEN retry_at END AS next_eligible_at FROM verdict
            """;

    private static final String FIRST_ANSWER = """
            SELECT (body ->> 'next_eligible_at')::timestamptz AS next_eligible_at FROM receipts
            WHERE tenant_id = ? AND task_id = ? AND lease_id = ? AND type IN ('task.retry_scheduled', 'task.failed')
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public FailTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
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
        String digest = digest(error, retryable);
        return database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(taskId)
                        .id(leaseId)
                        .text(workerId)
                        .flag(retryable)
                        .json(error)
                        .text(Bodies.member(error))
                        .texts(Trace.origin(settings))
                        .number(settings.retries().maxBackoff().toSeconds())
                        .digest(digest)
                        .first(row -> failure(row.instantOrNull("next_eligible_at"))))
                .orElseGet(() -> {
                    lostLease.requireRepeat(new LostLease.Call("fail", tenantId, workerId, taskId, leaseId), digest);
                    return firstAnswer(tenantId, taskId, leaseId);
                });
    }

    private Failure firstAnswer(UUID tenantId, UUID taskId, UUID leaseId) {
        return database.statement(session -> session.query(FIRST_ANSWER)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .one(row -> failure(row.instantOrNull("next_eligible_at"))));
    }

    private static Failure failure(@Nullable Instant nextEligibleAt) {
        return new Failure(nextEligibleAt != null, nextEligibleAt);
    }

    private static String digest(Json error, boolean retryable) {
        ObjectNode content =
                JsonNodeFactory.instance.objectNode().put("operation", "fail").put("retryable", retryable);
        content.set("error", error.node());
        return Json.owning(content).sha256();
    }
}
