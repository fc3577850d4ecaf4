package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.SharedCalls;
import dev.asyncgate.database.Trace;
import dev.asyncgate.json.Limits;
import dev.asyncgate.lease.Heads.Start;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Requirements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    /**
     * First the queues that fit, then only their heads: as many as asked for and some more, for others may be taking the
     * same ones now. Of these, in their order, the first that nobody has locked. What a queue hides behind its head is
     * never looked at, and no row is locked that is not taken.
     */
    private static final String SQL = "WITH " + Heads.FITTING + """
            , candidate AS MATERIALIZED (
                SELECT c.task_id FROM (
                    SELECT ready.* FROM fitting f CROSS JOIN LATERAL (%2$s LIMIT %1$d) ready
                    UNION ALL
                    SELECT o.task_id, o.priority, o.created_at FROM open_tasks o
                    WHERE o.tenant_id = ? AND o.waiting AND NOT o.held AND o.next_eligible_at <= (SELECT gate_now())
                      AND o.queue_id IN (SELECT queue_id FROM fitting)
                ) c ORDER BY c.priority DESC, c.created_at, c.task_id LIMIT %1$d
            ), picked AS MATERIALIZED (
                SELECT o.task_id FROM open_tasks o
                WHERE o.tenant_id = ? AND o.task_id = ANY (ARRAY (SELECT task_id FROM candidate))
                  AND o.lease_id IS NULL AND NOT o.held
                  AND (NOT o.waiting OR o.next_eligible_at <= (SELECT gate_now()))
                ORDER BY o.priority DESC, o.created_at, o.task_id LIMIT ?
                FOR UPDATE OF o SKIP LOCKED
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at, task_ids FROM (SELECT array_agg(task_id) AS task_ids FROM picked) locked
            ), leased AS (
                UPDATE open_tasks o
                SET lease_id = new_id(), accepted_receipt_id = new_id(), acquired_at = greatest(clock.at, o.updated_at),
                    expires_at = greatest(clock.at, o.updated_at) + make_interval(secs => i.ttl_seconds),
                    ttl_seconds = i.ttl_seconds, renewal_count = 0,
                    worker_kind = w.kinds[array_position(clock.task_ids, o.task_id)],
                    worker_id = w.ids[array_position(clock.task_ids, o.task_id)],
                    worker_instance_id = w.instance_ids[array_position(clock.task_ids, o.task_id)],
                    worker_capabilities = i.worker_capabilities, updated_at = greatest(clock.at, o.updated_at),
                    next_eligible_at = NULL, waiting = false
                FROM clock, submitted_tasks s,
                     (SELECT ?::text[] AS kinds, ?::text[] AS ids, ?::text[] AS instance_ids, ?::text[] AS trace_ids) w,
                     (SELECT ?::int AS ttl_seconds, ?::text[] AS worker_capabilities, ?::text AS instance) i
                WHERE o.tenant_id = ? AND o.task_id = ANY (ARRAY (SELECT task_id FROM picked))
                  AND s.tenant_id = o.tenant_id AND s.task_id = o.task_id
                RETURNING array_position(clock.task_ids, o.task_id) AS ord, o.tenant_id, o.task_id, o.lease_id,
                          o.accepted_receipt_id, o.acquired_at, o.expires_at, o.ttl_seconds, o.attempt, o.worker_kind,
                          o.worker_id, o.worker_instance_id, s.type, s.payload, s.payload_pointer, s.principal_ai,
                          s.capabilities, s.tags, s.expected_outcome_kind, s.expected_artifact_mime, s.created_by_kind,
                          s.created_by_id,
                          array_remove(ARRAY[s.assigned_receipt_id, o.requeued_by_receipt_id], NULL) AS parents,
                          ARRAY[i.instance, w.trace_ids[array_position(clock.task_ids, o.task_id)]] AS origin
            ), emitted AS (
                SELECT tenant_id, accepted_receipt_id AS receipt_id, acquired_at AS now, task_id, lease_id,
                       'task.accepted' AS type, worker_kind AS from_kind, worker_id AS from_id,
                       worker_instance_id AS from_instance_id, created_by_kind AS to_kind, created_by_id AS to_id, origin,
                       parents, '{"attempt":' || attempt || ',"ttl_seconds":' || ttl_seconds || '}' AS body
                FROM leased
            )
            """ + Emission.SQL + """
            SELECT c.task_id, c.lease_id, c.type, c.payload,
                   coalesce(c.payload_pointer, 'inline://task/' || c.task_id) AS pointer, c.principal_ai, c.attempt,
                   c.expires_at, c.capabilities, c.tags, c.expected_outcome_kind, c.expected_artifact_mime, w.seen
            FROM (SELECT count(*) AS seen FROM candidate) w LEFT JOIN leased c ON true
            ORDER BY c.ord
            """;

    /** How far past its own a claim looks; a text each, for a limit that is a parameter makes poor plans. */
    private static final List<Window> WINDOWS =
            List.of(new Window(8), new Window(64), new Window(256), new Window(4096));

    private record Window(int size, String sql, String sqlFromStart) {
        Window(int size) {
            this(size, SQL.formatted(size, Heads.READY), SQL.formatted(size, Heads.READY_FROM_START));
        }

        boolean isWideEnoughFor(List<Claimant> workers) {
            return size >= 2 * workers.size();
        }
    }

    private final Database database;
    private final Settings settings;
    private final Heads heads;
    private final SharedCalls<Wanted, Claimant, List<ClaimedTask>> shared =
            new SharedCalls<>(this::alone, this::together);

    public ClaimTasks(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.heads = new Heads(database);
    }

    /** Looks where claims are to begin from now on; a part of the sweep. */
    public void lookAtHeads() {
        heads.look();
    }

    /**
     * Claims up to as many tasks as asked for. Who asks for one shares the statement of others who ask for the same at the
     * same time; the tasks go to them in the order in which they came.
     *
     * @return empty when there is nothing for this worker now
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public List<ClaimedTask> run(UUID tenantId, Principal worker, Request request) {
        Limits.requireTexts("capabilities", request.capabilities(), 64, 100);
        Limits.requireTexts("accept_types", request.acceptTypes(), 1000, 255);
        Limits.requireRange("max_tasks", request.maxTasks(), 1, 100);
        var wanted = new Wanted(tenantId, request, Math.toIntExact(ttl(request).toSeconds()));
        var claimant = new Claimant(worker, Trace.current());
        return request.maxTasks() == 1 ? shared.call(wanted, claimant) : alone(wanted, claimant);
    }

    /** Who claims, and under which name it knows that. */
    private record Claimant(Principal worker, @Nullable String traceId) {}

    /** What workers must want alike to share a statement. */
    record Wanted(UUID tenantId, Request request, int ttlSeconds) {}

    private List<ClaimedTask> alone(Wanted wanted, Claimant worker) {
        List<Claimant> workers = Collections.nCopies(wanted.request().maxTasks(), worker);
        for (Window window : WINDOWS) {
            if (window.isWideEnoughFor(workers)) {
                Claim claim = claim(wanted, workers, window);
                if (!claim.tasks().isEmpty() || claim.seen() < window.size()) {
                    return claim.tasks();
                }
            }
        }
        return List.of();
    }

    /** One task each. Those for whom none is left while there may be more than it looked at look for themselves. */
    private List<Optional<List<ClaimedTask>>> together(Wanted wanted, List<Claimant> workers) {
        Window window = WINDOWS.stream()
                .filter(wide -> wide.isWideEnoughFor(workers))
                .findFirst()
                .orElseThrow();
        Claim claim = claim(wanted, workers, window);
        Optional<List<ClaimedTask>> none = claim.seen() < window.size() ? Optional.of(List.of()) : Optional.empty();
        List<Optional<List<ClaimedTask>>> shares = new ArrayList<>(Collections.nCopies(workers.size(), none));
        for (int i = 0; i < claim.tasks().size(); i++) {
            shares.set(i, Optional.of(List.of(claim.tasks().get(i))));
        }
        return shares;
    }

    /**
     * What one statement brought.
     *
     * @param seen how many tasks it had to choose from
     */
    private record Claim(List<ClaimedTask> tasks, long seen) {}

    /** Claims a task for each of the workers, in their order. */
    private Claim claim(Wanted wanted, List<Claimant> workers, Window window) {
        Request request = wanted.request();
        Start start = heads.startOf(wanted);
        long[] seen = new long[1];
        List<Optional<ClaimedTask>> rows = database.statement(session -> Heads.ready(
                        Heads.fitting(session.query(start == null ? window.sql() : window.sqlFromStart()), wanted),
                        wanted,
                        start)
                .id(wanted.tenantId())
                .id(wanted.tenantId())
                .integer(workers.size())
                .texts(workers.stream()
                        .map(each -> each.worker().kind().wireName())
                        .toList())
                .texts(workers.stream().map(each -> each.worker().id()).toList())
                .texts(workers.stream().map(each -> each.worker().instanceId()).toList())
                .texts(workers.stream().map(Claimant::traceId).toList())
                .integer(wanted.ttlSeconds())
                .texts(request.capabilities())
                .text(settings.instanceId())
                .id(wanted.tenantId())
                .list(row -> {
                    seen[0] = row.number("seen");
                    return row.idOrNull("task_id") == null ? Optional.empty() : Optional.of(claimed(row));
                }));
        return new Claim(rows.stream().flatMap(Optional::stream).toList(), seen[0]);
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
