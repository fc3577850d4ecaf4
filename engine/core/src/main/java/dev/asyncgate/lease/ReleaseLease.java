package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.HeldLease;
import dev.asyncgate.task.LostLease;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives a task back to the queue; that counts as no failure. One round trip; a second one without the lease. */
public final class ReleaseLease {

    private static final String SQL = HeldLease.SQL + """
            , released AS MATERIALIZED (
                SELECT h.*, new_id() AS receipt_id, i.instance, i.at AS next_eligible_at,
                       '{"next_eligible_at":' || coalesce('"' || iso_instant(i.at) || '"', 'null')
                           || ',"reason":"released"}' AS body
                FROM held h CROSS JOIN LATERAL (
                    SELECT h.now + make_interval(secs => ?) AS at, ?::text AS instance) i
            ), updated AS (
                UPDATE tasks t SET status = 'queued', updated_at = r.now, next_eligible_at = r.next_eligible_at,
                       requeued_by_receipt_id = r.receipt_id
                FROM released r WHERE t.tenant_id = r.tenant_id AND t.task_id = r.task_id
            ), ended AS (
                UPDATE leases l SET ended_at = r.now, end_reason = 'released', end_sha256 = ?
                FROM released r WHERE l.tenant_id = r.tenant_id AND l.lease_id = r.lease_id
            ), receipt AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, from_instance_id,
                    to_kind, to_id, asyncgate_instance, parents, body, hash)
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'lease.released', worker_kind, worker_id,
                       worker_instance_id, created_by_kind, created_by_id, instance, ARRAY[accepted_receipt_id],
                       body::json,
                       receipt_hash('lease.released', worker_kind, worker_id, created_by_kind, created_by_id,
                                    task_id, lease_id, NULL, ARRAY[accepted_receipt_id], body)
                FROM released
            )
            SELECT EXISTS (SELECT FROM task) AS found, EXISTS (SELECT FROM released) AS held
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public ReleaseLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database);
    }

    /**
     * Releases the lease. A repeat of the call that won is answered as the first was and writes nothing.
     *
     * @param delay 0 s to 365 days before the task may be claimed again; null for at once
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, String workerId, UUID taskId, UUID leaseId, @Nullable Duration delay) {
        Limits.optionalSeconds("delay_seconds", delay, 0, 31_536_000);
        Long seconds = delay == null ? null : delay.toSeconds();
        byte[] digest = sha256("release " + seconds);
        Answer answer = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .number(seconds)
                .text(settings.instanceId())
                .bytes(digest)
                .one(row -> new Answer(row.flag("found"), row.flag("held"))));
        if (!answer.held()) {
            LostLease.Call call = new LostLease.Call("release", tenantId, workerId, taskId, leaseId);
            if (!lostLease.isRepeat(call, digest)) {
                throw lostLease.refused(call, answer.found());
            }
        }
    }

    private record Answer(boolean found, boolean held) {}

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
