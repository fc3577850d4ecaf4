package dev.asyncgate.bulk;

import dev.asyncgate.database.Database;
import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Says what a bulk operation would change now, and writes nothing. Two round trips for every 5,000 tasks. */
public final class PreviewBulk {

    /** Workers report their progress as {@code percent}; from this on they are nearly done. */
    public static final int NEARLY_DONE_PERCENT = 90;

    private static final int BATCH = 5_000;

    /**
     * How many tasks stand how.
     *
     * @param byState of all of them
     * @param owners of those that it concerns, the most first
     * @param leases that are live on those that it concerns
     * @param workers that hold these
     * @param nearlyDone those that it concerns and that are nearly done by their own progress, by id
     * @param gone how many there are not
     */
    public record Preview(
            Map<TaskStatus, Long> byState,
            Map<String, Long> owners,
            long leases,
            Set<String> workers,
            List<UUID> nearlyDone,
            long gone) {}

    private static final String COUNT = """
            SELECT t.status, t.created_by_kind || ':' || t.created_by_id AS owner, count(*) AS n
            FROM unnest(?::uuid[]) AS a (task_id) CROSS JOIN LATERAL (
                SELECT coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status,
                       s.created_by_kind, s.created_by_id
                FROM submitted_tasks s
                LEFT JOIN open_tasks o ON o.tenant_id = s.tenant_id AND o.task_id = s.task_id
                LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
                WHERE s.tenant_id = ? AND s.task_id = a.task_id LIMIT 1) t
            GROUP BY 1, 2
            """;

    private static final String HELD = """
            SELECT o.task_id, o.worker_id,
                   coalesce(CASE WHEN json_typeof(p.progress -> 'percent') = 'number'
                       THEN (p.progress ->> 'percent')::numeric >= ? END, false) AS nearly_done
            FROM open_tasks o
            LEFT JOIN progress p ON p.tenant_id = o.tenant_id AND p.task_id = o.task_id AND p.lease_id = o.lease_id
            WHERE o.tenant_id = ? AND o.task_id = ANY (?::uuid[]) AND o.lease_id IS NOT NULL
            ORDER BY o.task_id
            """;

    private final Database database;

    public PreviewBulk(Database database) {
        this.database = database;
    }

    /** Looks at these tasks. */
    public Preview run(UUID tenantId, BulkAct act, List<UUID> taskIds) {
        Map<TaskStatus, Long> byState = new EnumMap<>(TaskStatus.class);
        Map<String, Long> owners = new HashMap<>();
        Set<String> workers = new TreeSet<>();
        List<UUID> nearlyDone = new ArrayList<>();
        long[] leases = new long[1];
        for (int from = 0; from < taskIds.size(); from += BATCH) {
            List<UUID> batch = taskIds.subList(from, Math.min(from + BATCH, taskIds.size()));
            database.repeatable(session -> session.query(COUNT).ids(batch).id(tenantId).list(row -> {
                TaskStatus status = TaskStatus.ofWireName(row.text("status"));
                byState.merge(status, row.number("n"), Long::sum);
                if (act.concerns().contains(status)) {
                    owners.merge(row.text("owner"), row.number("n"), Long::sum);
                }
                return true;
            }));
            database.repeatable(session -> session.query(HELD)
                    .integer(NEARLY_DONE_PERCENT)
                    .id(tenantId)
                    .ids(batch)
                    .list(row -> {
                        leases[0]++;
                        workers.add(row.text("worker_id"));
                        if (row.flag("nearly_done")) {
                            nearlyDone.add(row.id("task_id"));
                        }
                        return true;
                    }));
        }
        long found = byState.values().stream().mapToLong(Long::longValue).sum();
        boolean leasesConcerned = act.concerns().contains(TaskStatus.LEASED);
        return new Preview(
                byState,
                mostFirst(owners),
                leasesConcerned ? leases[0] : 0,
                leasesConcerned ? workers : Set.of(),
                leasesConcerned ? nearlyDone : List.of(),
                taskIds.size() - found);
    }

    private static Map<String, Long> mostFirst(Map<String, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
