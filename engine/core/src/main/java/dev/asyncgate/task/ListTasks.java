package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskPath.Order;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists tasks by pages: filtered, sorted and paged by key in SQL. One round trip a page where the filter lets a good part
 * of them through; else as many as its budget allows, and then what it has.
 */
public final class ListTasks {

    /** How long a page is looked for. */
    public static final Duration BUDGET = Duration.ofSeconds(2);

    private static final String BY_IDS = """
            SELECT t.*, coalesce(o.worker_id, l.worker_id) AS worker_id, o.expires_at AS lease_expires_at,
                   EXISTS (SELECT FROM paused_types p WHERE p.tenant_id = t.tenant_id AND p.type = t.type) AS type_paused
            FROM (SELECT task_id, tenant_id, type, status, created_by_kind, created_by_id, created_by_instance_id,
                         payload_pointer, principal_ai, capabilities, tags, expected_outcome_kind, expected_artifact_mime,
                         attempt, max_attempts, priority, created_at, updated_at, next_eligible_at, started_at, completed_at,
                         held, held_reason
                  FROM tasks WHERE tenant_id = ? AND task_id = ANY (?::uuid[])) t
            LEFT JOIN open_tasks o ON o.tenant_id = t.tenant_id AND o.task_id = t.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = t.tenant_id AND f.task_id = t.task_id
            LEFT JOIN receipts r ON r.tenant_id = t.tenant_id AND r.receipt_id = o.requeued_by_receipt_id
            LEFT JOIN ended_leases l ON l.tenant_id = t.tenant_id AND l.lease_id = coalesce(f.lease_id, r.lease_id)
            ORDER BY t.task_id
            """;

    private static final Set<TaskStatus> OPEN = EnumSet.of(TaskStatus.QUEUED, TaskStatus.LEASED, TaskStatus.RUNNING);
    private static final Set<TaskStatus> ENDED = EnumSet.complementOf(EnumSet.copyOf(OPEN));

    private final Database database;

    public ListTasks(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to 1,000
     * @param cursor of the page before; null for the first
     * @param budget how long to look; at least one statement is run
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public TaskPage run(
            UUID tenantId, TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor, Duration budget) {
        long start = System.nanoTime();
        TaskKey after = cursor == null ? TaskKey.start(0) : TaskKey.parse(cursor);
        List<Found> found = new ArrayList<>();
        List<Part> parts = parts(filter, sort);
        for (int number = after.part(); number < parts.size(); number++) {
            Part part = parts.get(number);
            if (part.isEmpty()) {
                continue;
            }
            TaskKey from = number == after.part() ? after : TaskKey.start(number);
            var search = new TaskSearch(database, tenantId, part.filter(), part.order(), part.byEnd(), from);
            while (!search.isOver()) {
                found.addAll(search.step(TaskSearch.Answer.ROWS, limit - found.size(), Found::of));
                if (found.size() >= limit) {
                    return page(found, found.getLast().key(), false);
                }
                if (!search.isOver() && System.nanoTime() - start > budget.toNanos()) {
                    return page(found, search.reached(), true);
                }
            }
        }
        return page(found, null, false);
    }

    private static TaskPage page(List<Found> found, @Nullable TaskKey next, boolean unfinished) {
        return new TaskPage(found.stream().map(Found::row).toList(), next == null ? null : next.toCursor(), unfinished);
    }

    /** A row and where it stands. */
    private record Found(TaskRow row, TaskKey key) {
        static Found of(Row row, TaskKey key) throws SQLException {
            return new Found(ListTasks.row(row), key);
        }
    }

    /**
     * One of the lists of which a list is made.
     *
     * @param isEmpty whether no task can be in it
     */
    private record Part(TaskFilter filter, Order order, boolean byEnd, boolean isEmpty) {

        Part(TaskFilter filter, Order order) {
            this(filter, order, false, false);
        }

        /** Of the filter, those in some of these states; what has ended is not held. */
        static Part of(TaskFilter filter, Set<TaskStatus> states, Order order, boolean byEnd) {
            Set<TaskStatus> both = EnumSet.copyOf(states);
            if (!filter.statuses().isEmpty()) {
                both.retainAll(filter.statuses());
            }
            boolean neverHeld = Boolean.TRUE.equals(filter.held()) && states.equals(ENDED);
            return new Part(filter.withStatuses(both), order, byEnd, both.isEmpty() || neverHeld);
        }
    }

    private static List<Part> parts(TaskFilter filter, TaskSort sort) {
        return switch (sort) {
            case NEWEST_FIRST -> List.of(new Part(filter, Order.NEWEST_FIRST));
            case OLDEST_FIRST -> List.of(new Part(filter, Order.OLDEST_FIRST));
            case LAST_ENDED_FIRST ->
                List.of(
                        Part.of(filter, ENDED, Order.NEWEST_FIRST, true),
                        Part.of(filter, OPEN, Order.NEWEST_FIRST, false));
            case HIGHEST_PRIORITY_FIRST ->
                List.of(
                        Part.of(filter, OPEN, Order.AS_SERVED, false),
                        Part.of(filter, ENDED, Order.NEWEST_FIRST, true));
        };
    }

    /** These tasks as they are now, by id; for a list that is already on screen. Ids that do not exist are left out. */
    public List<TaskRow> byIds(UUID tenantId, List<UUID> taskIds) {
        return database.statement(
                session -> session.query(BY_IDS).id(tenantId).ids(taskIds).list(ListTasks::row));
    }

    private static TaskRow row(Row row) throws SQLException {
        return new TaskRow(
                row.id("task_id"),
                row.text("type"),
                TaskStatus.ofWireName(row.text("status")),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                row.text("payload_pointer"),
                row.text("principal_ai"),
                new Requirements(row.texts("capabilities"), row.texts("tags")),
                row.textOrNull("expected_outcome_kind"),
                row.textOrNull("expected_artifact_mime"),
                row.textOrNull("worker_id"),
                row.integer("attempt"),
                row.integer("max_attempts"),
                row.integer("priority"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.instantOrNull("next_eligible_at"),
                row.instantOrNull("lease_expires_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"),
                row.flag("held"),
                row.textOrNull("held_reason"),
                row.flag("type_paused"));
    }
}
