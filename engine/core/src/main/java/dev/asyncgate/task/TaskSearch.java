package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.Session;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskPath.Asked;
import dev.asyncgate.task.TaskPath.Order;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the tasks that a filter lets through, along a {@link TaskPath}, a bounded number in each statement, so that
 * whoever asks can stop in between. A search that finds little on its way asks once whether another way is short. Used once,
 * by one thread.
 */
final class TaskSearch {

    /** What becomes of those that match. */
    enum Answer {
        ROWS("""
                SELECT r.*, m.*, coalesce(m.live_worker_id, l.worker_id) AS worker_id,
                       EXISTS (SELECT FROM paused_types p
                               WHERE p.tenant_id = m.tenant_id AND p.type = m.type) AS type_paused
                FROM reached r
                LEFT JOIN (SELECT * FROM matched ORDER BY %1$s LIMIT ?) m ON true
                LEFT JOIN LATERAL (
                    SELECT r.lease_id FROM receipts r
                    WHERE r.tenant_id = m.tenant_id AND r.receipt_id = m.requeued_by_receipt_id LIMIT 1) q ON true
                LEFT JOIN LATERAL (
                    SELECT l.worker_id FROM ended_leases l
                    WHERE l.tenant_id = m.tenant_id AND l.lease_id = coalesce(m.last_lease_id, q.lease_id) LIMIT 1) l ON true
                ORDER BY %2$s
                """),
        IDS("SELECT r.*, m.task_id, m.status FROM reached r LEFT JOIN matched m ON true"),
        COUNTS("""
                SELECT r.*, m.status, m.n
                FROM reached r LEFT JOIN (SELECT status, count(*) AS n FROM matched GROUP BY status) m ON true
                """);

        private final String sql;

        Answer(String sql) {
            this.sql = sql;
        }
    }

    /**
     * The worker is that of the live lease, else of the lease that ended the task or put it back last. Where only outcomes
     * are asked for, they are looked at before anything else: a backlog of open tasks is then passed by cheaply.
     */
    @SuppressWarnings("InlineFormatString") // it is the statement, which stands first
    private static final String SQL = """
            WITH asked AS MATERIALIZED (
                SELECT ?::text[] AS statuses, ?::text[] AS outcomes, ?::text[] AS types, ?::text AS owner, ?::boolean AS held,
                       gate_now() - make_interval(secs => ?::bigint) AS created_until,
                       ?::timestamptz AS created_from, ?::timestamptz AS created_before, ?::text AS text
            ), candidate AS MATERIALIZED (
            %1$s
            ), reached AS (
                SELECT c.n AS seen, l.rank AS last_rank, l.at AS last_at, l.task_id AS last_id
                FROM (SELECT count(*) AS n FROM candidate) c
                LEFT JOIN (SELECT * FROM candidate ORDER BY %2$s LIMIT 1) l ON true
            ), matched AS (
                SELECT c.rank, c.at, s.*, o.lease_id, o.expires_at AS lease_expires_at, o.worker_id AS live_worker_id,
                       o.requeued_by_receipt_id, o.next_eligible_at, coalesce(o.held, false) AS held, o.held_reason,
                       f.lease_id AS last_lease_id, f.completed_at, coalesce(o.attempt, f.attempt) AS attempt,
                       coalesce(o.priority, f.priority) AS priority, coalesce(o.started_at, f.started_at) AS started_at,
                       coalesce(o.updated_at, f.completed_at) AS updated_at,
                       coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status
                FROM asked i CROSS JOIN candidate c
                CROSS JOIN LATERAL (
                    SELECT s.tenant_id, s.task_id, s.type, s.created_by_kind, s.created_by_id, s.created_by_instance_id,
                           coalesce(s.payload_pointer, 'inline://task/' || s.task_id) AS payload_pointer, s.principal_ai,
                           s.capabilities, s.tags, s.expected_outcome_kind, s.expected_artifact_mime, s.max_attempts,
                           s.created_at
                    FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = c.task_id LIMIT 1) s
                LEFT JOIN LATERAL (
                    SELECT * FROM open_tasks o WHERE o.tenant_id = ? AND o.task_id = c.task_id LIMIT 1) o ON true
                LEFT JOIN LATERAL (
                    SELECT f.outcome, f.completed_at, f.started_at, f.lease_id, f.priority, f.attempt,
                           CASE WHEN i.text IS NOT NULL THEN lower(f.error::text) END AS error
                    FROM task_outcomes f WHERE f.tenant_id = ? AND f.task_id = c.task_id LIMIT 1) f ON true
                WHERE (cardinality((SELECT outcomes FROM asked)) = 0
                       OR (SELECT e.outcome FROM task_outcomes e WHERE e.tenant_id = ? AND e.task_id = c.task_id)
                           = ANY ((SELECT outcomes FROM asked)::text[]))
                  AND (cardinality(i.statuses) = 0
                       OR coalesce(f.outcome, task_status(o.lease_id, o.started_at)) = ANY (i.statuses))
                  AND (cardinality(i.types) = 0 OR s.type LIKE ANY (i.types))
                  AND (i.owner IS NULL OR s.created_by_id = i.owner
                       OR s.created_by_kind || ':' || s.created_by_id = i.owner)
                  AND (i.held IS NULL OR coalesce(o.held, false) = i.held)
                  AND s.created_at <= i.created_until
                  AND (i.created_from IS NULL OR s.created_at >= i.created_from)
                  AND (i.created_before IS NULL OR s.created_at < i.created_before)
                  AND (i.text IS NULL OR s.task_id::text LIKE i.text OR lower(s.type) LIKE i.text
                       OR lower(s.created_by_id) LIKE i.text OR f.error LIKE i.text)
            )
            """;

    /** How many looked at all at once are few. */
    private static final int FEW = 40_000;

    private static final String FEW_ENDED = """
            SELECT count(*) AS n FROM (
                SELECT FROM unnest(?::text[]) AS w (outcome) CROSS JOIN LATERAL (
                    SELECT FROM task_outcomes f WHERE f.tenant_id = ? AND f.outcome = w.outcome LIMIT %1$d) f
                LIMIT %1$d) c
            """.formatted(FEW + 1);

    private static final String FEW_OF_TYPES = """
            SELECT count(*) AS n FROM (
                SELECT FROM (SELECT DISTINCT q.type FROM queues q
                             WHERE q.tenant_id = ? AND q.type LIKE ANY (?::text[])) q
                CROSS JOIN LATERAL (
                    SELECT FROM submitted_tasks s WHERE s.tenant_id = ? AND s.type = q.type LIMIT %1$d) s
                LIMIT %1$d) c
            """.formatted(FEW + 1);

    private static final String FEW_OF_OWNER = """
            SELECT count(*) AS n FROM (
                SELECT FROM submitted_tasks s
                WHERE s.tenant_id = ? AND s.created_by_id = ANY (?::text[]) LIMIT %d) c
            """.formatted(FEW + 1);

    /** More types than this are not merged: together they are most of what there is. */
    private static final int MERGED_TYPES = 16;

    private static final String TYPES = """
            SELECT count(*) AS n FROM (
                SELECT DISTINCT q.type FROM queues q
                WHERE q.tenant_id = ? AND q.type LIKE ANY (?::text[]) LIMIT %d) c
            """.formatted(MERGED_TYPES + 1);

    private static final Set<TaskStatus> HELD_BY_WORKERS = EnumSet.of(TaskStatus.LEASED, TaskStatus.RUNNING);

    private final Database database;
    private final UUID tenantId;
    private final TaskFilter filter;
    private final Order order;
    private final boolean byEnd;
    private final List<String> types;
    private TaskPath path;
    private TaskKey after;
    private int size;
    private boolean weighed;
    private boolean over;

    /**
     * Begins behind a key.
     *
     * @param byEnd whether the order is that of their ends
     */
    TaskSearch(Database database, UUID tenantId, TaskFilter filter, Order order, boolean byEnd, TaskKey after) {
        this.database = database;
        this.tenantId = tenantId;
        this.filter = filter;
        this.order = order;
        this.byEnd = byEnd;
        this.after = after;
        this.types = filter.types().stream().map(TaskSearch::likePattern).toList();
        this.path = byEnd ? TaskPath.ENDED : order == Order.AS_SERVED ? TaskPath.QUEUED : byCreation();
        this.size = looksAtAll() ? TaskPath.SIZES.size() - 1 : 0;
    }

    /** Along the filter's own index. */
    private TaskPath byCreation() {
        if (!filter.statuses().isEmpty() && HELD_BY_WORKERS.containsAll(filter.statuses())) {
            return TaskPath.LEASED;
        }
        if (Boolean.TRUE.equals(filter.held())) {
            return TaskPath.OPEN;
        }
        if (!types.isEmpty() && areFewTypes()) {
            return TaskPath.OF_TYPES;
        }
        return filter.createdBy() == null ? TaskPath.CREATED : TaskPath.OF_OWNER;
    }

    private boolean areFewTypes() {
        boolean whole = filter.types().stream().noneMatch(type -> type.endsWith("*"));
        return (whole && types.size() <= MERGED_TYPES)
                || count(TYPES, query -> query.id(tenantId).texts(types)) <= MERGED_TYPES;
    }

    private boolean looksAtAll() {
        return switch (path) {
            case CREATED, OF_TYPES, OF_OWNER, ENDED, QUEUED -> false;
            case OPEN, LEASED, FEW_ENDED, FEW_OF_TYPES_ENDED, FEW_OF_OWNER_ENDED -> true;
        };
    }

    /** Whether everything has been looked at. */
    boolean isOver() {
        return over;
    }

    /** Behind what has been looked at. */
    TaskKey reached() {
        return after;
    }

    /** Makes a value of a row of the answer. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(Row row, TaskKey key) throws SQLException;
    }

    /** Looks on: at a few first, then at more in each step. {@code limit} is for rows alone. */
    <T> List<T> step(Answer answer, int limit, Mapper<T> mapper) {
        if (size > 0 && !weighed) {
            weighed = true;
            weigh();
        }
        int most = TaskPath.SIZES.get(size);
        List<T> found = new ArrayList<>();
        TaskKey[] last = new TaskKey[1];
        long[] seen = new long[1];
        database.statement(session -> bind(session, answer, most, limit).list(row -> {
            seen[0] = row.number("seen");
            last[0] = seen[0] == 0 ? after : key(row, "last_rank", "last_at", "last_id");
            if (row.textOrNull("status") != null) {
                TaskKey key = answer == Answer.ROWS ? key(row, "rank", "at", "task_id") : after;
                found.add(mapper.map(row, key));
            }
            return true;
        }));
        over = seen[0] < most;
        after = last[0];
        size = Math.min(size + 1, TaskPath.SIZES.size() - 1);
        return found;
    }

    private TaskKey key(Row row, String rank, String at, String id) throws SQLException {
        return new TaskKey(after.part(), row.number(rank), row.instant(at), row.id(id));
    }

    private Query bind(Session session, Answer answer, int most, int limit) {
        var asked = new Asked(
                tenantId,
                liesInNoHead() ? List.of() : types.isEmpty() ? List.of("%") : types,
                ownerIds(),
                outcomes(),
                filter.olderThan() == null ? -86_400 : filter.olderThan().toSeconds(),
                after,
                order);
        String text = SQL.formatted(path.sql(order, most), order.backwards())
                + answer.sql.formatted(order.by(), "m." + order.by().replace(", ", ", m."));
        Query query = session.query(text)
                .texts(filter.statuses().stream().map(TaskStatus::wireName).toList())
                .texts(asksForOutcomes() ? outcomes() : List.of())
                .texts(types)
                .text(filter.createdBy())
                .flag(filter.held())
                .number(asked.age())
                .instant(filter.createdFrom())
                .instant(filter.createdBefore())
                .text(searched());
        query = path.bind(query, asked).id(tenantId).id(tenantId).id(tenantId).id(tenantId);
        return answer == Answer.ROWS ? query.integer(limit) : query;
    }

    private @Nullable String searched() {
        String text = filter.text();
        return text == null ? null : "%" + escaped(text.toLowerCase(Locale.ROOT)) + "%";
    }

    // ---- another way

    /** Little was found in the first step: is there a short way? */
    private void weigh() {
        if (byEnd) {
            path = shortByEnd();
        } else if (order != Order.AS_SERVED) {
            path = shortByCreation();
        }
        size = looksAtAll() ? TaskPath.SIZES.size() - 1 : size;
    }

    private TaskPath shortByEnd() {
        if (!types.isEmpty() && ofTypes() <= FEW) {
            return TaskPath.FEW_OF_TYPES_ENDED;
        }
        return isOwnerOfFew() ? TaskPath.FEW_OF_OWNER_ENDED : path;
    }

    private TaskPath shortByCreation() {
        if (path != TaskPath.CREATED && path != TaskPath.OF_TYPES && path != TaskPath.OF_OWNER) {
            return path;
        }
        Set<TaskStatus> statuses = filter.statuses();
        if (!statuses.isEmpty() && statuses.stream().noneMatch(TaskStatus::isTerminal)) {
            return TaskPath.OPEN;
        }
        if (asksForOutcomes()) {
            long ended = count(FEW_ENDED, query -> query.texts(outcomes()).id(tenantId));
            if (ended <= FEW && ended < alongPath()) {
                return TaskPath.FEW_ENDED;
            }
        }
        return path == TaskPath.OF_TYPES && isOwnerOfFew() ? TaskPath.OF_OWNER : path;
    }

    /** How many lie along the present path, as far as that is soon counted. */
    private long alongPath() {
        return switch (path) {
            case OF_TYPES -> ofTypes();
            case OF_OWNER -> ofOwner();
            default -> Long.MAX_VALUE;
        };
    }

    private long ofTypes() {
        return count(FEW_OF_TYPES, query -> query.id(tenantId).texts(types).id(tenantId));
    }

    private long ofOwner() {
        return count(FEW_OF_OWNER, query -> query.id(tenantId).texts(ownerIds()));
    }

    private boolean isOwnerOfFew() {
        return filter.createdBy() != null && ofOwner() <= FEW;
    }

    /** In the order of service: what is leased or held lies in no queue's head, so no queue is looked into. */
    private boolean liesInNoHead() {
        return path == TaskPath.QUEUED
                && (Boolean.TRUE.equals(filter.held())
                        || (!filter.statuses().isEmpty() && HELD_BY_WORKERS.containsAll(filter.statuses())));
    }

    private boolean asksForOutcomes() {
        return !filter.statuses().isEmpty() && filter.statuses().stream().allMatch(TaskStatus::isTerminal);
    }

    @FunctionalInterface
    private interface Binder {
        Query bind(Query query);
    }

    private long count(String sql, Binder binder) {
        return database.statement(session -> binder.bind(session.query(sql)).one(row -> row.number("n")));
    }

    private List<String> outcomes() {
        return (filter.statuses().isEmpty() ? EnumSet.allOf(TaskStatus.class) : filter.statuses())
                .stream()
                        .filter(TaskStatus::isTerminal)
                        .map(TaskStatus::wireName)
                        .toList();
    }

    /** The text may be an id, or a kind and an id. */
    private List<String> ownerIds() {
        String owner = filter.createdBy();
        if (owner == null) {
            return List.of();
        }
        int colon = owner.indexOf(':');
        boolean named = colon > 0
                && Arrays.stream(PrincipalKind.values())
                        .anyMatch(kind -> kind.wireName().equals(owner.substring(0, colon)));
        return named ? List.of(owner, owner.substring(colon + 1)) : List.of(owner);
    }

    private static String likePattern(String type) {
        return type.endsWith("*") ? escaped(type.substring(0, type.length() - 1)) + "%" : escaped(type);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
