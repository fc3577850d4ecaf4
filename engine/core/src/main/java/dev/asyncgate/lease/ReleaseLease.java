package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Ending;
import dev.asyncgate.task.HeldLease;
import dev.asyncgate.task.LostLease;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Gives a task back to the queue; that counts as no failure. One round trip; a second one without the lease. */
public final class ReleaseLease {

    private static final String SQL =
            HeldLease.SQL + """
            , ending AS MATERIALIZED (
                SELECT h.*, 'released' AS end_reason, i.end_sha256, i.origin,
                       h.now + make_interval(secs => i.delay_seconds) AS retry_at
                FROM held h, (SELECT ?::bigint AS delay_seconds, ?::text[] AS origin, ?::bytea AS end_sha256) i
            ), requeuing AS (
                SELECT tenant_id, task_id, receipt_id, now, retry_at AS next_eligible_at, 0 AS failures, 1 AS lease_ends,
                       0 AS expiries, false AS held, NULL::text AS held_reason
                FROM ending
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'lease.released' AS type, worker_kind AS from_kind,
                       worker_id AS from_id, worker_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[accepted_receipt_id] AS parents,
                       '{"next_eligible_at":' || coalesce('"' || iso_instant(retry_at) || '"', 'null')
                           || ',"reason":"released"}' AS body
                FROM ending
            )
            """ + Ending.LEASES + Ending.REQUEUED + Emission.SQL + "SELECT task_id FROM ending";

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public ReleaseLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
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
        String digest = Json.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("operation", "release")
                        .put("delay_seconds", seconds))
                .sha256();
        boolean released = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .number(seconds)
                .texts(Trace.origin(settings))
                .digest(digest)
                .first(row -> true)
                .isPresent());
        if (!released) {
            lostLease.requireRepeat(new LostLease.Call("release", tenantId, workerId, taskId, leaseId), digest);
        }
    }
}
