package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Session;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimTasks.Wanted;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where claims begin to look. A task that was claimed leaves a dead entry in the index of what is ready; while somebody holds
 * an old snapshot no vacuum takes it away, and every claim would read past all of them: hundreds of thousands after an hour.
 *
 * <p>So the sweep looks once for all at what was wanted lately. Where more than {@value #MANY} entries lie before the first
 * task that is there, claims begin at that one until the sweep looks again. New tasks come behind it, or have a higher
 * priority and are looked for besides. What comes back into line before it (a retry, a lease that ran out, a task that is no
 * longer held, a creation that took its time to commit) is found by the sweep's next look: later than its turn, never not at
 * all. With nothing dead to read past, every claim looks at the whole. Thread-safe.
 */
final class Heads {

    private static final Logger LOG = LoggerFactory.getLogger(Heads.class);

    /** So many entries are read past in a millisecond or less. */
    static final int MANY = 1_000;

    /** How long a start holds without another look: twice the sweep's usual interval. */
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    /** How long a creation may take to commit and still be found at once where its priority is higher. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private static final int MOST = 200;

    /** The queues of which this worker may have tasks. */
    static final String FITTING = """
            fitting AS MATERIALIZED (
                SELECT q.queue_id FROM queues q
                WHERE q.tenant_id = ? AND q.capabilities <@ ?::text[]
                  AND (cardinality(?::text[]) = 0 OR q.type = ANY (?::text[]))
                  AND NOT EXISTS (SELECT FROM paused_types p WHERE p.tenant_id = q.tenant_id AND p.type = q.type)
            )""";

    private static final String SELECT = """
            SELECT o.task_id, o.priority, o.created_at FROM open_tasks o
            WHERE o.tenant_id = ? AND o.queue_id = f.queue_id AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting""";

    private static final String ORDER = " ORDER BY o.priority DESC, o.created_at, o.task_id";

    /** What is ready in the queue {@code f}. */
    static final String READY = SELECT + ORDER;

    /**
     * The same from a start on: what was created since with a higher priority, what has the start's, then what has a lower
     * one. They are read in this order, and the last only when the ones before do not suffice.
     */
    static final String READY_FROM_START =
            "SELECT * FROM ((" + SELECT + " AND o.priority > ? AND o.created_at >= ?" + ORDER
                    + ") UNION ALL (" + SELECT + " AND o.priority = ? AND (o.created_at, o.task_id) >= (?, ?)" + ORDER
                    + ") UNION ALL (" + SELECT
                    + " AND o.priority < ?" + ORDER + ")) o";

    private static final String HEAD = "WITH " + FITTING + """
            SELECT head.priority, head.created_at, head.task_id, gate_now() AS now
            FROM (SELECT) one LEFT JOIN (
                SELECT ready.* FROM fitting f CROSS JOIN LATERAL (""" + READY + """
             LIMIT 1) ready
                ORDER BY ready.priority DESC, ready.created_at, ready.task_id LIMIT 1) head ON true
            """;

    /** Entries that this transaction has read so far, dead ones too. */
    private static final String READ =
            "SELECT pg_stat_get_xact_tuples_returned('open_tasks_ready'::regclass) AS entries";

    /**
     * Where to begin.
     *
     * @param priority of the first task that was there; below all when there was none
     * @param createdAt of that task
     * @param taskId its id
     * @param since what was created later with a higher priority is looked for
     * @param learnedNanos by this program's clock
     */
    record Start(int priority, Instant createdAt, UUID taskId, Instant since, long learnedNanos) {}

    private final Database database;
    private final Set<Wanted> wantedLately = ConcurrentHashMap.newKeySet();
    private final Map<Wanted, Start> starts = new ConcurrentHashMap<>();

    Heads(Database database) {
        this.database = database;
    }

    /** Where a claim of this begins; null to look at the whole. */
    @Nullable Start startOf(Wanted wanted) {
        if (wantedLately.size() < MOST) {
            wantedLately.add(wanted);
        }
        Start start = starts.get(wanted);
        return start == null || System.nanoTime() - start.learnedNanos() > TRUSTED.toNanos() ? null : start;
    }

    /**
     * Looks anew at what was wanted since the last look, and forgets the rest. A look that fails is left to the next one: the
     * starts of before hold for their time, and then claims look at the whole, which is slower and never wrong.
     */
    void look() {
        List<Wanted> lately = List.copyOf(wantedLately);
        wantedLately.clear();
        starts.keySet().retainAll(lately);
        try {
            lately.forEach(this::look);
        } catch (GateException e) {
            LOG.warn("where claims are to begin could not be looked for, and is looked for again: {}", e.getMessage());
        }
    }

    private void look(Wanted wanted) {
        Optional<Start> start = database.transaction(session -> {
            long before = entriesRead(session);
            Start head = head(session, wanted);
            return entriesRead(session) - before > MANY ? Optional.of(head) : Optional.empty();
        });
        start.ifPresentOrElse(it -> starts.put(wanted, it), () -> starts.remove(wanted));
    }

    private static long entriesRead(Session session) throws SQLException {
        return session.query(READ).one(row -> row.number("entries"));
    }

    private static Start head(Session session, Wanted wanted) throws SQLException {
        return fitting(session.query(HEAD), wanted).id(wanted.tenantId()).one(row -> {
            Instant since = row.instant("now").minus(UNDER_WAY);
            UUID taskId = row.idOrNull("task_id");
            return taskId == null
                    ? new Start(Integer.MIN_VALUE, since, new UUID(0, 0), since, System.nanoTime())
                    : new Start(row.integer("priority"), row.instant("created_at"), taskId, since, System.nanoTime());
        });
    }

    /** Gives {@link #FITTING} what it asks for. */
    static Query fitting(Query query, Wanted wanted) {
        return query.id(wanted.tenantId())
                .texts(wanted.request().capabilities())
                .texts(wanted.request().acceptTypes())
                .texts(wanted.request().acceptTypes());
    }

    /** Gives {@link #READY}, or what reads from a start on, what it asks for. */
    static Query ready(Query query, Wanted wanted, @Nullable Start start) {
        if (start == null) {
            return query.id(wanted.tenantId());
        }
        return query.id(wanted.tenantId())
                .integer(start.priority())
                .instant(start.since())
                .id(wanted.tenantId())
                .integer(start.priority())
                .instant(start.createdAt())
                .id(start.taskId())
                .id(wanted.tenantId())
                .integer(start.priority());
    }
}
