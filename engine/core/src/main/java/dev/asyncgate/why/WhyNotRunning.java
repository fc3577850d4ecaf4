package dev.asyncgate.why;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.Session;
import dev.asyncgate.doctor.LastSweep;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.GetTask;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.why.Standing.Ahead;
import dev.asyncgate.why.Standing.SeenWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a task is not running: what is known of it, of those who could take it and of what comes before it. Five round
 * trips; writes nothing.
 */
public final class WhyNotRunning {

    /** From so far back claims are counted. */
    public static final Duration LATELY = Duration.ofMinutes(30);

    /** Whoever held no lease for so long is not counted on. */
    public static final Duration SEEN = Duration.ofHours(24);

    /** So many tasks before it are counted. */
    public static final int COUNTED = 100_000;

    private static final int INTERVALS_WITHOUT_SWEEP = 3;

    private static final String TASK = """
            SELECT s.task_id, s.type, s.capabilities, s.created_at, s.max_attempts, s.eligible_at AS asked_for,
                   gate_now() AS now, coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status,
                   coalesce(o.priority, f.priority) AS priority, coalesce(o.attempt, f.attempt) AS attempt,
                   coalesce(o.expiries, 0) AS expiries, o.next_eligible_at, coalesce(o.held, false) AS held, o.held_reason,
                   o.worker_id, o.acquired_at, o.expires_at, f.completed_at,
                   b.receipt_id AS back_id, b.type AS back_type, b.created_at AS back_at,
                   p.paused_at, p.reason AS paused_reason, pa.actor AS paused_by, ha.actor AS held_by, ha.at AS held_at,
                   ARRAY (SELECT type FROM paused_types WHERE tenant_id = s.tenant_id ORDER BY type LIMIT 20) AS paused_types
            FROM submitted_tasks s
            LEFT JOIN open_tasks o ON o.tenant_id = s.tenant_id AND o.task_id = s.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            LEFT JOIN receipts b ON b.tenant_id = s.tenant_id AND b.receipt_id = o.requeued_by_receipt_id
            LEFT JOIN paused_types p ON p.tenant_id = s.tenant_id AND p.type = s.type
            LEFT JOIN LATERAL (
                SELECT a.actor_kind || ':' || a.actor_id AS actor FROM audit_events a
                WHERE a.tenant_id = p.tenant_id AND a.at BETWEEN p.paused_at AND p.paused_at + interval '1 minute'
                  AND a.operation = 'pauseType' AND a.subject = p.type
                ORDER BY a.at LIMIT 1) pa ON true
            LEFT JOIN LATERAL (
                SELECT a.actor_kind || ':' || a.actor_id AS actor, a.at FROM audit_events a
                WHERE a.tenant_id = s.tenant_id AND a.task_id = s.task_id AND a.operation = 'holdTask' AND o.held
                ORDER BY a.at DESC LIMIT 1) ha ON true
            WHERE s.tenant_id = ? AND s.task_id = ?
            """;

    /** Workers say what they offer when they claim, so each is known by the leases that it took. */
    private static final String WORKERS = """
            WITH taken AS MATERIALIZED (
                SELECT worker_id, worker_capabilities, acquired_at, task_id, true AS live FROM open_tasks
                WHERE tenant_id = ? AND lease_id IS NOT NULL
                UNION ALL
                (SELECT worker_id, worker_capabilities, acquired_at, task_id, false FROM ended_leases
                 WHERE tenant_id = ? AND acquired_at > (SELECT gate_now() - make_interval(secs => ?::bigint))
                 ORDER BY acquired_at DESC LIMIT 5000)
            )
            SELECT t.worker_id, max(t.acquired_at) AS seen_at,
                   (array_agg(to_json(t.worker_capabilities) ORDER BY t.acquired_at DESC))[1] AS capabilities,
                   (array_agg(t.task_id ORDER BY t.acquired_at) FILTER (WHERE t.live))[1] AS busy_with,
                   array_agg(DISTINCT s.type) AS types
            FROM taken t CROSS JOIN LATERAL (
                SELECT s.type FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = t.task_id LIMIT 1) s
            GROUP BY t.worker_id ORDER BY seen_at DESC, t.worker_id LIMIT 500
            """;

    /** What a worker with just these capabilities sees before it. */
    private static final String AHEAD = """
            SELECT e.priority, count(*) AS n FROM (
                SELECT e.priority FROM (
                    SELECT q.queue_id FROM queues q
                    WHERE q.tenant_id = ? AND q.capabilities <@ ?::text[]
                      AND NOT EXISTS (SELECT FROM paused_types p WHERE p.tenant_id = q.tenant_id AND p.type = q.type)) q
                CROSS JOIN LATERAL (
                    (SELECT o.priority FROM open_tasks o
                     WHERE o.tenant_id = ? AND o.queue_id = q.queue_id
                       AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting
                       AND o.priority > ? LIMIT %1$d)
                    UNION ALL
                    (SELECT o.priority FROM open_tasks o
                     WHERE o.tenant_id = ? AND o.queue_id = q.queue_id
                       AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting
                       AND o.priority = ? AND (o.created_at, o.task_id) < (?::text::timestamptz, ?::uuid) LIMIT %1$d)) e
                LIMIT %1$d) e
            GROUP BY e.priority ORDER BY e.priority DESC
            """.formatted(COUNTED + 1);

    /** Those of workers that could take it: what others take brings it no nearer. */
    private static final String CLAIMS = """
            SELECT count(*) AS n FROM (
                SELECT l.task_id, l.worker_capabilities FROM ended_leases l
                WHERE l.tenant_id = ? AND l.acquired_at > (SELECT gate_now() - make_interval(secs => ?::bigint))
                UNION ALL
                SELECT o.task_id, o.worker_capabilities FROM open_tasks o
                WHERE o.tenant_id = ? AND o.lease_id IS NOT NULL
                  AND o.acquired_at > (SELECT gate_now() - make_interval(secs => ?::bigint))
                LIMIT 20000) l
            CROSS JOIN LATERAL (
                SELECT s.capabilities FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = l.task_id LIMIT 1) s
            WHERE s.capabilities <@ ?::text[] AND l.worker_capabilities @> ?::text[]
            """;

    private final Database database;
    private final Settings settings;
    private final LastSweep lastSweep;

    public WhyNotRunning(Database database, Settings settings, LastSweep lastSweep) {
        this.database = database;
        this.settings = settings;
        this.lastSweep = lastSweep;
    }

    /**
     * Looks at one task.
     *
     * @throws dev.asyncgate.error.GateException TASK_NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public Standing run(UUID tenantId, UUID taskId) {
        Duration sweptAgo = lastSweep.run().map(LastSweep.Swept::age).orElse(null);
        return database.repeatable(session -> {
            Optional<Standing> alone =
                    session.query(TASK).id(tenantId).id(taskId).first(row -> alone(row, sweptAgo));
            Standing standing = alone.orElseThrow(() -> GetTask.notFound(taskId));
            if (standing.status() != TaskStatus.QUEUED) {
                return standing;
            }
            List<Ahead> ahead = ahead(session, tenantId, standing);
            boolean capped = ahead.stream().mapToLong(Ahead::tasks).sum() > COUNTED;
            return among(standing, workers(session, tenantId), ahead, capped, claims(session, tenantId, standing));
        });
    }

    /**
     * Who would take a task with these capabilities, and what would be handed out before it if it were created now.
     *
     * @param priority of the task
     */
    public Outlook outlook(UUID tenantId, List<String> capabilities, int priority) {
        return database.repeatable(session -> {
            List<Ahead> ahead = ahead(session, tenantId, capabilities, priority, null);
            return new Outlook(workers(session, tenantId), ahead);
        });
    }

    /** What awaits a task that is not there yet. */
    public record Outlook(List<SeenWorker> workers, List<Ahead> ahead) {
        public Outlook {
            workers = List.copyOf(workers);
            ahead = List.copyOf(ahead);
        }

        public long tasksAhead() {
            return ahead.stream().mapToLong(Ahead::tasks).sum();
        }
    }

    private Standing alone(Row row, @Nullable Duration sweptAgo) throws SQLException {
        String worker = row.textOrNull("worker_id");
        UUID back = row.idOrNull("back_id");
        Duration most = settings.leases().sweepInterval().multipliedBy(INTERVALS_WITHOUT_SWEEP);
        return new Standing(
                row.instant("now"),
                row.id("task_id"),
                row.text("type"),
                TaskStatus.ofWireName(row.text("status")),
                row.instant("created_at"),
                row.integer("priority"),
                row.integer("attempt"),
                row.integer("max_attempts"),
                row.integer("expiries"),
                row.texts("capabilities"),
                row.instantOrNull("completed_at"),
                worker == null
                        ? null
                        : new Standing.Lease(worker, row.instant("acquired_at"), row.instant("expires_at")),
                back == null ? null : new Standing.Back(back, row.text("back_type"), row.instant("back_at")),
                row.instantOrNull("next_eligible_at"),
                row.flag("held")
                        ? new Standing.Held(
                                row.textOrNull("held_by"), row.instantOrNull("held_at"), row.textOrNull("held_reason"))
                        : null,
                row.instantOrNull("paused_at") == null
                        ? null
                        : new Standing.Paused(
                                row.textOrNull("paused_by"), row.instant("paused_at"), row.textOrNull("paused_reason")),
                row.texts("paused_types"),
                List.of(),
                List.of(),
                false,
                0,
                sweptAgo,
                sweptAgo != null && sweptAgo.compareTo(most) <= 0);
    }

    private static Standing among(
            Standing alone, List<SeenWorker> workers, List<Ahead> ahead, boolean capped, long claims) {
        return new Standing(
                alone.at(),
                alone.taskId(),
                alone.type(),
                alone.status(),
                alone.createdAt(),
                alone.priority(),
                alone.attempt(),
                alone.maxAttempts(),
                alone.expiries(),
                alone.capabilities(),
                alone.endedAt(),
                alone.lease(),
                alone.back(),
                alone.eligibleAt(),
                alone.held(),
                alone.paused(),
                alone.pausedTypes(),
                workers,
                ahead,
                capped,
                claims,
                alone.lastSweep(),
                alone.swept());
    }

    private static List<SeenWorker> workers(Session session, UUID tenantId) throws SQLException {
        return session.query(WORKERS)
                .id(tenantId)
                .id(tenantId)
                .number(SEEN.toSeconds())
                .id(tenantId)
                .list(row -> new SeenWorker(
                        row.text("worker_id"),
                        row.json("capabilities")
                                .node()
                                .valueStream()
                                .map(each -> each.asString(""))
                                .toList(),
                        row.instant("seen_at"),
                        row.idOrNull("busy_with"),
                        row.texts("types")));
    }

    private static List<Ahead> ahead(Session session, UUID tenantId, Standing task) throws SQLException {
        return ahead(session, tenantId, task.capabilities(), task.priority(), task);
    }

    /** Before a task, or before one that would be created now. */
    private static List<Ahead> ahead(
            Session session, UUID tenantId, List<String> capabilities, int priority, @Nullable Standing task)
            throws SQLException {
        return session.query(AHEAD)
                .id(tenantId)
                .texts(capabilities)
                .id(tenantId)
                .integer(priority)
                .id(tenantId)
                .integer(priority)
                .text(task == null ? "infinity" : task.createdAt().toString())
                .id(task == null ? new UUID(0, 0) : task.taskId())
                .list(row -> new Ahead(row.integer("priority"), row.number("n")));
    }

    private static long claims(Session session, UUID tenantId, Standing task) throws SQLException {
        return session.query(CLAIMS)
                .id(tenantId)
                .number(LATELY.toSeconds())
                .id(tenantId)
                .number(LATELY.toSeconds())
                .id(tenantId)
                .texts(task.capabilities())
                .texts(task.capabilities())
                .one(row -> row.number("n"));
    }
}
