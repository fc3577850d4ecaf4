package dev.asyncgate.retention;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes ended tasks out of the database, each with all that belongs to it, after their whole is on the disk: one transaction
 * for a batch. A task that another program has in hand is skipped.
 *
 * <p>A crash between archive and commit leaves a task in the archive that is still in the database: it will stand there
 * twice, with the same content.
 */
final class PruneTasks {

    /**
     * Of these tasks those that may go: nothing is owed any more, no receipt is young, none has a child in another task that
     * is still there, and none has yet to be delivered.
     */
    private static final String LOCK = """
            SELECT f.task_id, (SELECT gate_now()) AS now
            FROM task_outcomes f
            WHERE f.tenant_id = ? AND f.task_id = ANY (?)
              AND (SELECT true FROM submitted_tasks s JOIN open_obligations o
                       ON o.tenant_id = s.tenant_id AND o.principal_id = s.created_by_id
                       AND o.principal_kind = s.created_by_kind AND o.created_at = s.created_at
                       AND o.receipt_id = s.assigned_receipt_id
                   WHERE s.tenant_id = f.tenant_id AND s.task_id = f.task_id) IS NULL
              AND (SELECT max(r.created_at) FROM receipts r WHERE r.tenant_id = f.tenant_id AND r.task_id = f.task_id)
                  <= (SELECT gate_now()) - make_interval(secs => ?)
              AND (SELECT true FROM receipts r
                   JOIN receipt_edges e ON e.tenant_id = r.tenant_id AND e.parent_id = r.receipt_id
                   JOIN receipts c ON c.tenant_id = e.tenant_id AND c.receipt_id = e.child_id
                   WHERE r.tenant_id = f.tenant_id AND r.task_id = f.task_id
                     AND c.task_id IS DISTINCT FROM r.task_id LIMIT 1) IS NULL
              AND (SELECT true FROM receipts r
                   JOIN outbox o ON o.tenant_id = r.tenant_id AND o.receipt_id = r.receipt_id
                   WHERE r.tenant_id = f.tenant_id AND r.task_id = f.task_id LIMIT 1) IS NULL
            ORDER BY f.task_id
            FOR UPDATE OF f SKIP LOCKED
            """;

    /** A line break in JSON is white space, unless it is escaped: so a task is one line. */
    private static final String WHOLE = """
            WITH receipt AS MATERIALIZED (
                SELECT * FROM receipts WHERE tenant_id = ? AND task_id = ?
            ), lease AS MATERIALIZED (
                SELECT l.* FROM ended_leases l
                WHERE l.tenant_id = ? AND l.lease_id = ANY (ARRAY (SELECT lease_id FROM receipt WHERE lease_id IS NOT NULL))
            )
            SELECT translate(json_build_object(
                       'tenant_id', s.tenant_id, 'task_id', s.task_id, 'archived_at', iso_instant(gate_now()),
                       'task', row_to_json(s), 'outcome', row_to_json(f),
                       'leases', (SELECT coalesce(json_agg(row_to_json(l) ORDER BY l.acquired_at), '[]') FROM lease l),
                       'lease_events', (SELECT coalesce(json_agg(row_to_json(e) ORDER BY e.lease_id, e.number), '[]')
                                        FROM lease_events e
                                        WHERE e.tenant_id = s.tenant_id
                                          AND e.lease_id = ANY (ARRAY (SELECT lease_id FROM lease))),
                       'receipts', (SELECT json_agg(json_build_object(
                                        'receipt_id', r.receipt_id, 'position', r.position, 'type', r.type,
                                        'created_at', iso_instant(r.created_at), 'task_id', r.task_id,
                                        'lease_id', r.lease_id, 'schedule_id', r.schedule_id,
                                        'from', json_build_object('kind', r.from_kind, 'id', r.from_id,
                                                                  'instance_id', r.from_instance_id),
                                        'to', json_build_object('kind', r.to_kind, 'id', r.to_id),
                                        'asyncgate_instance', r.asyncgate_instance, 'parents', r.parents,
                                        'body', r.body, 'hash', encode(r.hash, 'hex')) ORDER BY r.position, r.receipt_id)
                                    FROM receipt r),
                       'edges', (SELECT coalesce(json_agg(json_build_object(
                                     'parent_id', e.parent_id, 'child_id', e.child_id, 'child_type', e.child_type)), '[]')
                                 FROM receipt r CROSS JOIN LATERAL (
                                     SELECT * FROM receipt_edges o
                                     WHERE o.tenant_id = r.tenant_id AND o.parent_id = r.receipt_id
                                     UNION
                                     SELECT i.* FROM unnest(r.parents) AS p
                                     JOIN receipt_edges i ON i.tenant_id = r.tenant_id AND i.parent_id = p
                                                         AND i.child_id = r.receipt_id) e),
                       'progress', (SELECT row_to_json(p) FROM progress p
                                    WHERE p.tenant_id = s.tenant_id AND p.task_id = s.task_id),
                       'large_progress', (SELECT coalesce(json_agg(row_to_json(p) ORDER BY p.lease_id, p.number), '[]')
                                          FROM large_progress p
                                          WHERE p.tenant_id = s.tenant_id AND p.task_id = s.task_id),
                       'amendment', (SELECT row_to_json(a) FROM amendments a
                                     WHERE a.tenant_id = s.tenant_id AND a.task_id = s.task_id)
                   )::text, E'\\n\\r', '  ') AS line,
                   ARRAY (SELECT receipt_id FROM receipt) AS receipts, ARRAY (SELECT lease_id FROM lease) AS leases
            FROM submitted_tasks s JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            WHERE s.tenant_id = ? AND s.task_id = ?
            """;

    private static final String STUBS = """
            INSERT INTO archived_receipts (tenant_id, receipt_id, position, created_at, archived_at, task_id, type, hash)
            SELECT tenant_id, receipt_id, position, created_at, gate_now(), task_id, type, hash
            FROM receipts WHERE tenant_id = ? AND receipt_id = ANY (?)
            """;

    private static final String COUNTING = """
            INSERT INTO counted_until (tenant_id, position) VALUES (?, 0) ON CONFLICT DO NOTHING
            """;

    /** Whoever counts outcomes along the ledger waits until these have gone. */
    private static final String STOP_COUNTING = """
            SELECT position FROM counted_until WHERE tenant_id = ? FOR UPDATE
            """;

    /** Counts are of tasks that are there; what was not counted yet goes with its receipt. */
    private static final String UNCOUNT = """
            UPDATE outcome_totals t SET total = t.total - gone.n
            FROM (SELECT f.outcome, count(*) AS n
                  FROM task_outcomes f JOIN receipts r ON r.tenant_id = f.tenant_id AND r.receipt_id = f.receipt_id
                  WHERE f.tenant_id = ? AND f.task_id = ANY (?) AND r.position < ?
                  GROUP BY f.outcome) gone
            WHERE t.tenant_id = ? AND t.outcome = gone.outcome
            """;

    private static final String RECEIPTS = """
            WITH delivered AS (DELETE FROM deliveries WHERE tenant_id = ? AND receipt_id = ANY (?))
            DELETE FROM receipts WHERE tenant_id = ? AND receipt_id = ANY (?)
            """;

    private static final String LEASES = """
            WITH renewed AS (DELETE FROM lease_events WHERE tenant_id = ? AND lease_id = ANY (?))
            DELETE FROM ended_leases WHERE tenant_id = ? AND lease_id = ANY (?)
            """;

    private static final String TASKS = """
            WITH reported AS (DELETE FROM progress WHERE tenant_id = ? AND task_id = ANY (?)),
                 told AS (DELETE FROM large_progress WHERE tenant_id = ? AND task_id = ANY (?)),
                 amended AS (DELETE FROM amendments WHERE tenant_id = ? AND task_id = ANY (?)),
                 ended AS (DELETE FROM task_outcomes WHERE tenant_id = ? AND task_id = ANY (?))
            DELETE FROM submitted_tasks WHERE tenant_id = ? AND task_id = ANY (?)
            """;

    private final Database owner;
    private final long receiptSeconds;
    private final Archive archive;

    /** The owner's database: the program has no right to delete what is written once. */
    PruneTasks(Database owner, Settings settings) {
        this.owner = owner;
        this.receiptSeconds = settings.retention().receipts().toSeconds();
        this.archive = new Archive(settings.dataDir().resolve("archive"));
    }

    /** Takes those of these tasks that may go. */
    Retained run(UUID tenantId, List<UUID> taskIds) {
        return owner.transaction(session -> {
            Archived archived = archive(session, tenantId, taskIds);
            if (!archived.tasks().isEmpty()) {
                prune(session, tenantId, archived);
            }
            return new Retained(archived.tasks().size(), archived.receipts().size());
        });
    }

    /** What stands in the archive and is locked. */
    record Archived(List<UUID> tasks, List<UUID> receipts, List<UUID> leases) {}

    /** A task that is locked for archiving. */
    private record Locked(UUID taskId, Instant now) {}

    /** The first half: when it returns, they are on the disk. */
    Archived archive(Session session, UUID tenantId, List<UUID> taskIds) throws SQLException {
        var archived = new Archived(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Locked> locked = session.query(LOCK)
                .id(tenantId)
                .ids(taskIds)
                .number(receiptSeconds)
                .list(row -> new Locked(row.id("task_id"), row.instant("now")));
        if (locked.isEmpty()) {
            return archived;
        }
        var day = locked.getFirst().now().atOffset(ZoneOffset.UTC).toLocalDate();
        try (Archive.Batch batch = archive.begin(tenantId, day)) {
            for (Locked task : locked) {
                write(session, tenantId, task.taskId(), batch, archived);
            }
            batch.sync();
        }
        return archived;
    }

    private static void write(Session session, UUID tenantId, UUID taskId, Archive.Batch batch, Archived archived)
            throws SQLException {
        session.query(WHOLE)
                .id(tenantId)
                .id(taskId)
                .id(tenantId)
                .id(tenantId)
                .id(taskId)
                .one(row -> {
                    batch.line(row.text("line"));
                    archived.tasks().add(taskId);
                    archived.receipts().addAll(row.ids("receipts"));
                    archived.leases().addAll(row.ids("leases"));
                    return true;
                });
    }

    /** The second half. Receipts go by their ids, so one that came later stays, and the database refuses the rest. */
    private static void prune(Session session, UUID tenantId, Archived archived) throws SQLException {
        List<UUID> tasks = archived.tasks();
        List<UUID> receipts = archived.receipts();
        List<UUID> leases = archived.leases();
        session.query(COUNTING).id(tenantId).update();
        long counted = session.query(STOP_COUNTING).id(tenantId).one(row -> row.number("position"));
        session.query(UNCOUNT)
                .id(tenantId)
                .ids(tasks)
                .number(counted)
                .id(tenantId)
                .update();
        session.query(STUBS).id(tenantId).ids(receipts).update();
        session.query(RECEIPTS)
                .id(tenantId)
                .ids(receipts)
                .id(tenantId)
                .ids(receipts)
                .update();
        session.query(LEASES).id(tenantId).ids(leases).id(tenantId).ids(leases).update();
        session.query(TASKS)
                .id(tenantId)
                .ids(tasks)
                .id(tenantId)
                .ids(tasks)
                .id(tenantId)
                .ids(tasks)
                .id(tenantId)
                .ids(tasks)
                .id(tenantId)
                .ids(tasks)
                .update();
    }
}
