package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.lease.SeenWorker.Held;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who works for a tenant, as leases show it. However many leases there are, it reads those of the last day by the index on
 * their beginning, and no more than {@value #MOST_LEASES} of them. Two round trips.
 */
public final class ListWorkers {

    public static final int MOST_LEASES = 200_000;
    public static final int MOST_WORKERS = 1_000;
    public static final int MOST_QUEUED = 10_000;

    /** The newest leases first, so that the limit cuts off the oldest; each worker's newest says what it offers. */
    private static final String WORKERS = """
            WITH scope AS MATERIALIZED (
                SELECT gate_now() AS now, gate_now() - make_interval(secs => ?) AS since
            ), recent AS MATERIALIZED (
                SELECT worker_kind, worker_id, worker_instance_id, worker_capabilities, acquired_at, ended_at, end_reason,
                       renewal_count, ended_at AS seen_at
                FROM ended_leases WHERE tenant_id = ? AND acquired_at > (SELECT now FROM scope) - interval '1 day'
                ORDER BY acquired_at DESC LIMIT ?
            ), lease AS MATERIALIZED (
                SELECT * FROM recent
                UNION ALL
                SELECT o.worker_kind, o.worker_id, o.worker_instance_id, o.worker_capabilities, o.acquired_at, NULL, NULL,
                       o.renewal_count, greatest(o.acquired_at, o.started_at, (
                           SELECT max(e.at) FROM lease_events e
                           WHERE e.tenant_id = o.tenant_id AND e.lease_id = o.lease_id))
                FROM open_tasks o WHERE o.tenant_id = ? AND o.lease_id IS NOT NULL
            ), late AS (
                SELECT actor_kind, actor_id, count(*) AS n
                FROM (SELECT actor_kind, actor_id FROM audit_events
                      WHERE tenant_id = ? AND at >= (SELECT since FROM scope) AND kind = 'lease_refused' ORDER BY at DESC LIMIT ?) refused
                GROUP BY 1, 2
            ), seen AS (
                SELECT worker_kind, worker_id, max(seen_at) AS seen_at,
                       coalesce(max(renewal_count) FILTER (WHERE coalesce(ended_at >= since, true)), 0) AS most_renewals,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'completed') AS completed,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'failed') AS failed,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'retried') AS retried,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'released') AS released,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'expired') AS expired,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'canceled') AS canceled,
                       count(*) FILTER (WHERE ended_at >= since AND end_reason = 'revoked') AS revoked
                FROM lease, scope GROUP BY 1, 2
            ), newest AS (
                SELECT DISTINCT ON (worker_kind, worker_id) worker_kind, worker_id, worker_instance_id, worker_capabilities
                FROM lease ORDER BY worker_kind, worker_id, acquired_at DESC
            )
            SELECT s.*, n.worker_instance_id, n.worker_capabilities, coalesce(l.n, 0) AS late,
                   (SELECT now FROM scope) AS at, count(*) OVER () AS total, (SELECT count(*) FROM recent) AS leases
            FROM seen s
            JOIN newest n ON n.worker_kind = s.worker_kind AND n.worker_id = s.worker_id
            LEFT JOIN late l ON l.actor_kind = s.worker_kind AND l.actor_id = s.worker_id
            ORDER BY s.seen_at DESC LIMIT ?
            """;

    private static final String HELD = """
            SELECT o.worker_kind, o.worker_id, o.lease_id, o.task_id, o.expires_at, t.type
            FROM (SELECT * FROM open_tasks WHERE tenant_id = ? AND lease_id IS NOT NULL
                  ORDER BY expires_at LIMIT ?) o
            JOIN submitted_tasks t ON t.tenant_id = o.tenant_id AND t.task_id = o.task_id
            ORDER BY o.expires_at, o.lease_id
            """;

    /** A queue is one type with one set of capabilities; of each no more than {@value #MOST_QUEUED} tasks are counted. */
    private static final String DEMAND = """
            SELECT q.capabilities, (array_agg(q.type ORDER BY n.n DESC, q.type))[1:5] AS types,
                   count(p.type) AS paused, sum(n.n)::bigint AS tasks
            FROM queues q
            CROSS JOIN LATERAL (
                SELECT count(*) AS n FROM (
                    SELECT FROM open_tasks o WHERE o.tenant_id = q.tenant_id AND o.queue_id = q.queue_id
                      AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting LIMIT ?) queued) n
            LEFT JOIN paused_types p ON p.tenant_id = q.tenant_id AND p.type = q.type
            WHERE q.tenant_id = ? AND n.n > 0
            GROUP BY q.capabilities ORDER BY tasks DESC, q.capabilities LIMIT 50
            """;

    private final Database database;

    public ListWorkers(Database database) {
        this.database = database;
    }

    /** Those seen within the last day, by name; what they ended is counted over {@code span}, which is no longer. */
    public SeenWorkers run(UUID tenantId, Duration span) {
        Map<Principal, List<Held>> held = held(tenantId);
        List<Counted> rows = database.statement(session -> session.query(WORKERS)
                .integer(Math.toIntExact(span.toSeconds()))
                .id(tenantId)
                .integer(MOST_LEASES)
                .id(tenantId)
                .id(tenantId)
                .integer(MOST_QUEUED)
                .integer(MOST_WORKERS)
                .list(row -> counted(row, held)));
        if (rows.isEmpty()) {
            return SeenWorkers.NONE;
        }
        Counted any = rows.getFirst();
        List<SeenWorker> byName = rows.stream()
                .map(Counted::worker)
                .sorted(Comparator.comparing((SeenWorker it) -> it.worker().id())
                        .thenComparing(it -> it.worker().kind()))
                .toList();
        return new SeenWorkers(any.at(), byName, any.total(), any.leases() < MOST_LEASES);
    }

    private record Counted(SeenWorker worker, Instant at, int total, int leases) {}

    private static Counted counted(Row row, Map<Principal, List<Held>> held) throws SQLException {
        Principal worker = worker(row);
        var ended = new EnumMap<LeaseEnd, Integer>(LeaseEnd.class);
        for (LeaseEnd end : LeaseEnd.values()) {
            int count = row.integer(end.wireName());
            if (count > 0) {
                ended.put(end, count);
            }
        }
        var seen = new SeenWorker(
                worker,
                row.textOrNull("worker_instance_id"),
                row.texts("worker_capabilities"),
                row.instant("seen_at"),
                held.getOrDefault(worker, List.of()),
                ended,
                row.integer("most_renewals"),
                row.integer("late"));
        return new Counted(seen, row.instant("at"), row.integer("total"), row.integer("leases"));
    }

    private Map<Principal, List<Held>> held(UUID tenantId) {
        record Of(Principal worker, Held held) {}
        List<Of> rows = database.statement(session -> session.query(HELD)
                .id(tenantId)
                .integer(MOST_QUEUED)
                .list(row -> new Of(
                        worker(row),
                        new Held(row.id("lease_id"), row.id("task_id"), row.text("type"), row.instant("expires_at")))));
        var held = new HashMap<Principal, List<Held>>();
        rows.forEach(row ->
                held.computeIfAbsent(row.worker(), it -> new ArrayList<>()).add(row.held()));
        return held;
    }

    /** What the tasks that can be claimed now ask of workers, the most wanted first. */
    public List<QueuedDemand> demand(UUID tenantId) {
        return database.statement(session -> session.query(DEMAND)
                .integer(MOST_QUEUED)
                .id(tenantId)
                .list(row -> new QueuedDemand(
                        row.texts("capabilities"), row.texts("types"), row.integer("paused"), row.number("tasks"))));
    }

    private static Principal worker(Row row) throws SQLException {
        return Principal.of(PrincipalKind.parse(row.text("worker_kind")), row.text("worker_id"));
    }
}
