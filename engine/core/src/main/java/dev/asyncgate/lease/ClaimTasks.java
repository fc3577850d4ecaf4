package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Requirements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks from the queue and leases them to a worker, highest priority first, then oldest. One round trip.
 *
 * <p>Whether this worker may have a task (type, pauses, capabilities, eligibility) is part of the selection, so a task
 * that it cannot take hides none that it can; rows that others hold are skipped.
 */
public final class ClaimTasks {

    /**
     * What a worker asks for.
     *
     * @param capabilities what it offers, at most 64
     * @param acceptTypes the types it takes; empty for all
     * @param maxTasks 1 to 100
     * @param ttl 10 s to the configured maximum; null for the configured default; longer ones are clamped
     */
    public record Request(
            List<String> capabilities,
            List<String> acceptTypes,
            int maxTasks,
            @Nullable Duration ttl) {
        public Request {
            capabilities = List.copyOf(capabilities);
            acceptTypes = List.copyOf(acceptTypes);
        }

        /** One task of any type, for a worker without special capabilities. */
        public static Request any() {
            return new Request(List.of(), List.of(), 1, null);
        }
    }

    private static final String SQL = """
            WITH picked AS MATERIALIZED (
                SELECT t.* FROM tasks t
                WHERE t.tenant_id = ? AND t.status = 'queued' AND NOT t.held
                  AND (t.next_eligible_at IS NULL OR t.next_eligible_at <= (SELECT gate_now()))
                  AND t.capabilities <@ ?::text[]
                  AND (cardinality(?::text[]) = 0 OR t.type = ANY (?::text[]))
                  AND NOT EXISTS (SELECT FROM paused_types p WHERE p.tenant_id = t.tenant_id AND p.type = t.type)
                ORDER BY t.priority DESC, t.created_at, t.task_id
                LIMIT ?
                FOR UPDATE OF t SKIP LOCKED
            ), claimed AS MATERIALIZED (
                SELECT p.*, greatest(clock.at, p.updated_at) AS now, new_id() AS lease_id, new_id() AS receipt_id,
                       array_remove(ARRAY[p.assigned_receipt_id, p.requeued_by_receipt_id], NULL) AS parents,
                       '{"attempt":' || p.attempt || ',"ttl_seconds":' || i.ttl_seconds || '}' AS body, i.*
                FROM picked p, (SELECT gate_now() AS at FROM (SELECT count(*) FROM picked) locked) clock,
                     (SELECT ? AS ttl_seconds, ? AS worker_kind, ? AS worker_id, ? AS worker_instance_id,
                             ? AS instance) i
            ), updated AS (
                UPDATE tasks t SET status = 'leased', updated_at = c.now, next_eligible_at = NULL, started_at = NULL
                FROM claimed c WHERE t.tenant_id = c.tenant_id AND t.task_id = c.task_id
            ), leased AS (
                INSERT INTO leases (
                    tenant_id, lease_id, task_id, acquired_at, expires_at, accepted_receipt_id, ttl_seconds, worker_kind,
                    worker_id, worker_instance_id, capabilities)
                SELECT tenant_id, lease_id, task_id, now, now + make_interval(secs => ttl_seconds), receipt_id,
                       ttl_seconds, worker_kind, worker_id, worker_instance_id, ?::text[]
                FROM claimed
                RETURNING lease_id, expires_at
            ), accepted AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, from_instance_id,
                    to_kind, to_id, asyncgate_instance, parents, body, hash)
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.accepted', worker_kind, worker_id,
                       worker_instance_id, created_by_kind, created_by_id, instance, parents, body::json,
                       receipt_hash('task.accepted', worker_kind, worker_id, created_by_kind, created_by_id,
                                    task_id, lease_id, NULL, parents, body)
                FROM claimed
            )
            SELECT c.task_id, c.lease_id, c.type, c.payload,
                   coalesce(c.payload_pointer, 'inline://task/' || c.task_id) AS pointer, c.principal_ai, c.attempt,
                   l.expires_at, c.capabilities, c.tags, c.expected_outcome_kind, c.expected_artifact_mime
            FROM claimed c JOIN leased l USING (lease_id)
            ORDER BY c.priority DESC, c.created_at, c.task_id
            """;

    private final Database database;
    private final Settings settings;

    public ClaimTasks(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Claims up to as many tasks as asked for.
     *
     * @return empty when there is nothing for this worker now
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public List<ClaimedTask> run(UUID tenantId, Principal worker, Request request) {
        Limits.requireTexts("capabilities", request.capabilities(), 64, 100);
        Limits.requireTexts("accept_types", request.acceptTypes(), 1000, 255);
        Limits.requireRange("max_tasks", request.maxTasks(), 1, 100);
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .texts(request.capabilities())
                .texts(request.acceptTypes())
                .texts(request.acceptTypes())
                .integer(request.maxTasks())
                .integer(Math.toIntExact(ttl(request).toSeconds()))
                .text(worker.kind().wireName())
                .text(worker.id())
                .text(worker.instanceId())
                .text(settings.instanceId())
                .texts(request.capabilities())
                .list(ClaimTasks::claimed));
    }

    private Duration ttl(Request request) {
        if (request.ttl() == null) {
            return settings.leases().defaultTtl();
        }
        Limits.optionalSeconds("lease_ttl_seconds", request.ttl(), 10, 1800);
        Duration most = settings.leases().maxTtl();
        return request.ttl().compareTo(most) > 0 ? most : request.ttl();
    }

    private static ClaimedTask claimed(Row row) throws SQLException {
        return new ClaimedTask(
                row.id("task_id"),
                row.id("lease_id"),
                row.text("type"),
                row.json("payload"),
                row.text("pointer"),
                row.text("principal_ai"),
                row.integer("attempt"),
                row.instant("expires_at"),
                new Requirements(row.texts("capabilities"), row.texts("tags")),
                row.textOrNull("expected_outcome_kind"),
                row.textOrNull("expected_artifact_mime"));
    }
}
