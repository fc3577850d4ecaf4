package dev.asyncgate.task;

import dev.asyncgate.database.Query;
import java.util.List;
import java.util.UUID;

/**
 * A way to the tasks that a filter may let through, in an order: SQL that answers {@code task_id, rank, at} from behind a key
 * on, read from an index, so that no page costs more than the first. Each begins and ends with a range of an index; the rest of the filter
 * is asked of what it brings.
 */
enum TaskPath {

    /** All of them by creation. */
    CREATED("""
            SELECT s.task_id, 0 AS rank, s.created_at AS at FROM submitted_tasks s
            WHERE s.tenant_id = ? AND (s.created_at, s.task_id) %2$s (?::text::timestamptz, ?::uuid)
              AND s.created_at <= (SELECT gate_now() - make_interval(secs => ?::bigint))
            ORDER BY %3$s LIMIT %1$d
            """, (query, asked) -> asked.key(query.id(asked.tenantId())).number(asked.age())),

    /** Those of some types by creation; every type ever seen has a queue. */
    OF_TYPES(
            """
            SELECT e.* FROM (SELECT DISTINCT q.type FROM queues q
                             WHERE q.tenant_id = ? AND q.type LIKE ANY (?::text[])) q
            CROSS JOIN LATERAL (
                SELECT s.task_id, 0 AS rank, s.created_at AS at FROM submitted_tasks s
                WHERE s.tenant_id = ? AND s.type = q.type
                  AND (s.created_at, s.task_id) %2$s (?::text::timestamptz, ?::uuid)
                  AND s.created_at <= (SELECT gate_now() - make_interval(secs => ?::bigint))
                ORDER BY %3$s LIMIT %1$d) e
            ORDER BY %3$s LIMIT %1$d
            """,
            (query, asked) -> asked.key(
                            query.id(asked.tenantId()).texts(asked.types()).id(asked.tenantId()))
                    .number(asked.age())),

    /** Those of an owner by creation. */
    OF_OWNER(
            """
            SELECT e.* FROM (SELECT DISTINCT unnest(?::text[]) COLLATE "C" AS id) q
            CROSS JOIN LATERAL (
                SELECT s.task_id, 0 AS rank, s.created_at AS at FROM submitted_tasks s
                WHERE s.tenant_id = ? AND s.created_by_id = q.id
                  AND (s.created_at, s.task_id) %2$s (?::text::timestamptz, ?::uuid)
                  AND s.created_at <= (SELECT gate_now() - make_interval(secs => ?::bigint))
                ORDER BY %3$s LIMIT %1$d) e
            ORDER BY %3$s LIMIT %1$d
            """,
            (query, asked) -> asked.key(query.texts(asked.ownerIds()).id(asked.tenantId()))
                    .number(asked.age())),

    /** Those that have not ended by creation: all of them are looked at. */
    OPEN("""
            SELECT o.task_id, 0 AS rank, o.created_at AS at FROM open_tasks o
            WHERE o.tenant_id = ? AND (o.created_at, o.task_id) %2$s (?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """, (query, asked) -> asked.key(query.id(asked.tenantId()))),

    /** Those that somebody holds by creation: all of them are looked at. */
    LEASED("""
            SELECT o.task_id, 0 AS rank, o.created_at AS at FROM open_tasks o
            WHERE o.tenant_id = ? AND o.lease_id IS NOT NULL
              AND (o.created_at, o.task_id) %2$s (?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """, (query, asked) -> asked.key(query.id(asked.tenantId()))),

    /** Those of few outcomes by creation: all of them are looked at. */
    FEW_ENDED("""
            SELECT f.task_id, 0 AS rank, s.created_at AS at FROM unnest(?::text[]) AS w (outcome) CROSS JOIN LATERAL (
                SELECT f.tenant_id, f.task_id FROM task_outcomes f
                WHERE f.tenant_id = ? AND f.outcome = w.outcome OFFSET 0) f
            CROSS JOIN LATERAL (
                SELECT s.created_at FROM submitted_tasks s
                WHERE s.tenant_id = f.tenant_id AND s.task_id = f.task_id LIMIT 1) s
            WHERE (s.created_at, f.task_id) %2$s (?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """, (query, asked) -> asked.key(query.texts(asked.outcomes()).id(asked.tenantId()))),

    /** Those that have ended by their end. */
    ENDED("""
            SELECT e.* FROM unnest(?::text[]) AS w (outcome) CROSS JOIN LATERAL (
                SELECT f.task_id, 0 AS rank, f.completed_at AS at FROM task_outcomes f
                WHERE f.tenant_id = ? AND f.outcome = w.outcome
                  AND (f.completed_at, f.task_id) %2$s (?::text::timestamptz, ?::uuid)
                ORDER BY %3$s LIMIT %1$d) e
            ORDER BY %3$s LIMIT %1$d
            """, (query, asked) -> asked.key(query.texts(asked.outcomes()).id(asked.tenantId()))),

    /** Those of few tasks, of some types, that have ended by their end: all are looked at. */
    FEW_OF_TYPES_ENDED(
            """
            SELECT f.task_id, 0 AS rank, f.completed_at AS at
            FROM (SELECT DISTINCT q.type FROM queues q WHERE q.tenant_id = ? AND q.type LIKE ANY (?::text[])) q
            CROSS JOIN LATERAL (
                SELECT s.task_id FROM submitted_tasks s WHERE s.tenant_id = ? AND s.type = q.type OFFSET 0) s
            CROSS JOIN LATERAL (
                SELECT f.task_id, f.completed_at FROM task_outcomes f
                WHERE f.tenant_id = ? AND f.task_id = s.task_id LIMIT 1) f
            WHERE (f.completed_at, f.task_id) %2$s (?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """,
            (query, asked) -> asked.key(query.id(asked.tenantId())
                    .texts(asked.types())
                    .id(asked.tenantId())
                    .id(asked.tenantId()))),

    /** Those of few tasks, of an owner, that have ended by their end: all are looked at. */
    FEW_OF_OWNER_ENDED(
            """
            SELECT f.task_id, 0 AS rank, f.completed_at AS at
            FROM (SELECT DISTINCT unnest(?::text[]) COLLATE "C" AS id) q
            CROSS JOIN LATERAL (
                SELECT s.task_id FROM submitted_tasks s WHERE s.tenant_id = ? AND s.created_by_id = q.id OFFSET 0) s
            CROSS JOIN LATERAL (
                SELECT f.task_id, f.completed_at FROM task_outcomes f
                WHERE f.tenant_id = ? AND f.task_id = s.task_id LIMIT 1) f
            WHERE (f.completed_at, f.task_id) %2$s (?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """,
            (query, asked) ->
                    asked.key(query.texts(asked.ownerIds()).id(asked.tenantId()).id(asked.tenantId()))),

    /** Those that have not ended in the order in which workers are served: the head of each queue, and what lies in none. */
    QUEUED(
            """
            SELECT e.* FROM (SELECT q.queue_id FROM queues q
                             WHERE q.tenant_id = ? AND q.type LIKE ANY (?::text[])) q
            CROSS JOIN LATERAL (
                (SELECT o.task_id, o.priority AS rank, o.created_at AS at FROM open_tasks o
                 WHERE o.tenant_id = ? AND o.queue_id = q.queue_id
                   AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting
                   AND o.priority = ?::bigint AND (o.created_at, o.task_id) > (?::text::timestamptz, ?::uuid)
                 ORDER BY o.created_at, o.task_id LIMIT %1$d)
                UNION ALL
                (SELECT o.task_id, o.priority AS rank, o.created_at AS at FROM open_tasks o
                 WHERE o.tenant_id = ? AND o.queue_id = q.queue_id
                   AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting AND o.priority < ?::bigint
                 ORDER BY o.priority DESC, o.created_at, o.task_id LIMIT %1$d)) e
            UNION ALL
            SELECT o.task_id, o.priority, o.created_at FROM open_tasks o
            WHERE o.tenant_id = ? AND o.lease_id IS NOT NULL
              AND (-o.priority::bigint, o.created_at, o.task_id) > (-(?::bigint), ?::text::timestamptz, ?::uuid)
            UNION ALL
            SELECT o.task_id, o.priority, o.created_at FROM open_tasks o
            WHERE o.tenant_id = ? AND o.waiting AND NOT o.held
              AND (-o.priority::bigint, o.created_at, o.task_id) > (-(?::bigint), ?::text::timestamptz, ?::uuid)
            UNION ALL
            SELECT o.task_id, o.priority, o.created_at FROM open_tasks o
            WHERE o.tenant_id = ? AND o.held AND o.lease_id IS NULL
              AND (-o.priority::bigint, o.created_at, o.task_id) > (-(?::bigint), ?::text::timestamptz, ?::uuid)
            ORDER BY %3$s LIMIT %1$d
            """,
            (query, asked) -> {
                Query bound = query.id(asked.tenantId()).texts(asked.types()).id(asked.tenantId());
                bound = asked.key(bound.number(asked.rank()))
                        .id(asked.tenantId())
                        .number(asked.rank());
                for (int part = 0; part < 3; part++) {
                    bound = asked.key(bound.id(asked.tenantId()).number(asked.rank()));
                }
                return bound;
            });

    /** How many are looked at in one statement: a text each, for a limit that is a parameter makes poor plans. */
    static final List<Integer> SIZES = List.of(400, 4_000, 20_000);

    private final String sql;
    /** A function without state, which the analysis cannot tell. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Binder binder;

    TaskPath(String sql, Binder binder) {
        this.sql = sql;
        this.binder = binder;
    }

    /** Sets the parameters of a path. */
    @FunctionalInterface
    private interface Binder {
        Query bind(Query query, Asked asked);
    }

    /** The order of what a path brings. */
    enum Order {
        NEWEST_FIRST("<", "at DESC, task_id DESC", "at, task_id"),
        OLDEST_FIRST(">", "at, task_id", "at DESC, task_id DESC"),
        AS_SERVED(">", "rank DESC, at, task_id", "rank, at DESC, task_id DESC");

        private final String beyond;
        private final String by;
        private final String backwards;

        Order(String beyond, String by, String backwards) {
            this.beyond = beyond;
            this.by = by;
            this.backwards = backwards;
        }

        String by() {
            return by;
        }

        String backwards() {
            return backwards;
        }
    }

    /**
     * What a path is asked for, in the form in which it is bound.
     *
     * @param types patterns of LIKE
     * @param ownerIds what the owner's id may be
     * @param age in seconds, that tasks must have at least
     * @param after the key behind which to begin
     */
    record Asked(
            UUID tenantId,
            List<String> types,
            List<String> ownerIds,
            List<String> outcomes,
            long age,
            TaskKey after,
            Order order) {

        Query key(Query query) {
            return query.text(after.at(order)).id(after.taskId(order));
        }

        long rank() {
            return after.rank();
        }
    }

    /** At most {@code size} of its rows. */
    String sql(Order order, int size) {
        return sql.formatted(size, order.beyond, order.by());
    }

    Query bind(Query query, Asked asked) {
        return binder.bind(query, asked);
    }
}
