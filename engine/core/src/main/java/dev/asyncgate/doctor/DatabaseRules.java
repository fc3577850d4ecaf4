package dev.asyncgate.doctor;

import dev.asyncgate.database.Migration;
import dev.asyncgate.doctor.Rule.Names;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.util.List;

/** What ought to be true of a tenant as a whole and of the database. */
final class DatabaseRules {

    private static final Rule TOTALS = new Rule(
            Over.TENANT,
            Severity.BROKEN,
            Names.OTHER,
            "The counts of outcomes are the outcomes that there are",
            "Rows were changed by hand, or the engine has a fault: keep the case. The counts on tiles are wrong by as"
                    + " much.",
            """
            SELECT coalesce(told.outcome, kept.outcome) AS subject,
                   coalesce(told.n, 0) || ' are counted, ' || coalesce(kept.n, 0) || ' are there' AS found
            FROM (SELECT outcome, sum(n) AS n FROM (
                      SELECT t.outcome, t.total AS n FROM outcome_totals t, scope WHERE t.tenant_id = scope.tenant_id
                      UNION ALL
                      SELECT CASE r.type WHEN 'task.completed' THEN 'succeeded' WHEN 'task.failed' THEN 'failed'
                                         ELSE 'canceled' END, 1
                      FROM receipts r, scope
                      WHERE r.tenant_id = scope.tenant_id
                        AND r.type IN ('task.completed', 'task.failed', 'task.canceled')
                        AND r.position >= coalesce((SELECT u.position FROM counted_until u
                                                    WHERE u.tenant_id = scope.tenant_id), 0)) c
                  GROUP BY outcome) told
            FULL JOIN (SELECT f.outcome, count(*) AS n FROM task_outcomes f, scope
                       WHERE f.tenant_id = scope.tenant_id GROUP BY f.outcome) kept ON kept.outcome = told.outcome
            WHERE coalesce(told.n, 0) <> coalesce(kept.n, 0)
            """);

    private static final Rule FUTURE = new Rule(
            Over.TENANT,
            Severity.BROKEN,
            Names.RECEIPT,
            "No receipt stands where no transaction is yet",
            "Rows were changed by hand, or copied from another cluster without asyncgate restore: readers would wait"
                    + " for them.",
            """
            SELECT r.receipt_id AS subject, 'its position is ' || r.position AS found
            FROM receipts r, scope
            WHERE r.tenant_id = scope.tenant_id
              AND r.position >= ledger_position(pg_snapshot_xmax(pg_current_snapshot()))
            ORDER BY r.position LIMIT 1000
            """);

    private static final Rule EXPIRED = new Rule(
            Over.TENANT,
            Severity.ATTENTION,
            Names.TASK,
            "Leases that ran out are swept",
            "Open the console, or run a gate with SWEEP_ENABLED=true: the next sweep gives these tasks back to the"
                    + " queue.",
            """
            SELECT o.task_id AS subject, 'lease ' || o.lease_id || ' of ' || o.worker_id || ' ran out at '
                       || iso_instant(o.expires_at) AS found
            FROM open_tasks o, scope
            WHERE o.tenant_id = scope.tenant_id AND o.lease_id IS NOT NULL
              AND o.expires_at < (SELECT gate_now()) - make_interval(secs => 3 * sweep_seconds)
            ORDER BY o.expires_at LIMIT 1000
            """);

    private static final Rule SWEPT = new Rule(
            Over.INSTALLATION,
            Severity.ATTENTION,
            Names.OTHER,
            "Somebody sweeps",
            "Open the console, or run a gate with SWEEP_ENABLED=true: until then leases that run out stay out.",
            """
            SELECT coalesce(last.instance_id, 'nobody') AS subject,
                   coalesce('the last sweep was at ' || iso_instant(last.swept_at), 'nobody has ever swept') AS found
            FROM scope
            LEFT JOIN LATERAL (SELECT * FROM sweepers ORDER BY swept_at DESC LIMIT 1) last ON true
            WHERE coalesce(last.swept_at < (SELECT gate_now()) - make_interval(secs => 3 * sweep_seconds), true)
              AND EXISTS (SELECT FROM open_tasks WHERE lease_id IS NOT NULL OR waiting)
            """);

    private static final Rule GUARDED = new Rule(
            Over.INSTALLATION,
            Severity.BROKEN,
            Names.OTHER,
            "The guards of the tables are switched on",
            "ALTER TABLE ... ENABLE TRIGGER, then verify the ledger: somebody may have changed it meanwhile.",
            """
            SELECT c.relname || '.' || t.tgname AS subject, 'it is switched off' AS found
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'O'
            """);

    private static final Rule EPOCH = new Rule(
            Over.INSTALLATION,
            Severity.BROKEN,
            Names.OTHER,
            "Positions are given in the epoch of the installation",
            "Call begin_epoch with the next number: otherwise readers that tail the ledger may miss receipts.",
            """
            SELECT 'epoch' AS subject, 'positions are given in ' || (ledger_position('0'::xid8) >> 48)
                       || ', the installation is in ' || i.epoch AS found
            FROM installation i WHERE ledger_position('0'::xid8) >> 48 <> i.epoch
            """);

    /**
     * The horizon of the ledger is the oldest transaction that writes, whoever it belongs to. Its lock is seen by every role,
     * when it began only by some (pg_monitor); those who may not see that count the transactions since.
     */
    private static final Rule TAIL = new Rule(
            Over.INSTALLATION,
            Severity.ATTENTION,
            Names.OTHER,
            "No transaction holds up the tail of the ledger",
            "Ask its owner to end it, or end it with SELECT pg_terminate_backend(pid). Readers of the ledger wait for"
                    + " it.",
            """
            SELECT 'pid ' || w.pid AS subject,
                   'it writes since ' || coalesce(iso_instant(w.xact_start) || ' ('
                           || extract(epoch FROM clock_timestamp() - w.xact_start)::int || ' s)', w.behind || ' transactions')
                       || ', as ' || coalesce(w.usename, 'nobody') || ' in ' || coalesce(w.datname, 'no database')
                       || coalesce(', ' || nullif(w.application_name, ''), '') AS found
            FROM (SELECT DISTINCT ON (l.pid) l.pid, age(l.transactionid) AS behind, a.xact_start, a.usename, a.datname,
                         a.application_name
                  FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                  WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND l.pid <> pg_backend_pid()
                  ORDER BY l.pid, age(l.transactionid) DESC) w
            WHERE coalesce(w.xact_start < clock_timestamp() - interval '30 s', w.behind > 1000)
            UNION ALL
            SELECT 'prepared ' || p.gid, 'it is prepared since ' || iso_instant(p.prepared)
                       || ', and neither committed nor rolled back'
            FROM pg_prepared_xacts p WHERE p.prepared < clock_timestamp() - interval '30 s'
            """);

    private static final Rule VACUUM = new Rule(
            Over.INSTALLATION,
            Severity.ATTENTION,
            Names.OTHER,
            "No snapshot keeps dead rows from being cleared",
            "Ask its owner to end it, or end it with SELECT pg_terminate_backend(pid). Claims get slower meanwhile.",
            """
            SELECT 'pid ' || a.pid AS subject,
                   'it reads since ' || iso_instant(a.xact_start) || ' (' || extract(epoch FROM clock_timestamp() - a.xact_start)::int
                       || ' s), as ' || coalesce(a.usename, 'nobody')
                       || coalesce(', ' || nullif(a.application_name, ''), '') AS found
            FROM pg_stat_activity a
            WHERE a.backend_xmin IS NOT NULL AND a.backend_xid IS NULL AND a.pid <> pg_backend_pid()
              AND a.datname = current_database() AND a.backend_type = 'client backend'
              AND a.xact_start < clock_timestamp() - interval '5 min'
            """);

    private static final Rule CLOCK = new Rule(
            Over.INSTALLATION,
            Severity.ATTENTION,
            Names.OTHER,
            "The database's clock is the server's",
            "UPDATE installation SET test_database = false, unless this database is for tests.",
            """
            SELECT 'installation' AS subject, 'it is marked as a test database: any session may set its clock' AS found
            FROM installation WHERE test_database
            """);

    private static final Rule SCHEMA = new Rule(
            Over.INSTALLATION,
            Severity.ATTENTION,
            Names.OTHER,
            "The schema is the one of this program",
            "Run asyncgate migrate, or use the newer program.",
            """
            SELECT current_schema() AS subject, 'it is at ' || coalesce(max(version::int), 0) || ', the program at %1$d' AS found
            FROM flyway_schema_history WHERE success AND version IS NOT NULL
            HAVING coalesce(max(version::int), 0) <> %1$d
            """.formatted(Migration.NEWEST));

    private static final Rule ROLES = new Rule(
            Over.INSTALLATION,
            Severity.NOTE,
            Names.OTHER,
            "The program's role is not the owner",
            "A second role, without the rights to drop and alter, would keep the program itself from changing what is"
                    + " written.",
            """
            SELECT current_user AS subject, 'it owns the tables, and could switch their guards off' AS found
            FROM pg_class c
            WHERE c.oid = 'receipts'::regclass AND pg_has_role(current_user, c.relowner, 'USAGE')
            """);

    private static final Rule BOUND = new Rule(
            Over.TENANT,
            Severity.NOTE,
            Names.KEY,
            "Every key speaks for certain principals or workers",
            "A key that names neither speaks as any of them. Make one that is bound, and revoke this one.",
            """
            SELECT k.key_id AS subject, 'the ' || k.role || ' key ' || k.prefix || coalesce(' (' || k.name || ')', '')
                       || ' is unbound' AS found
            FROM api_keys k, scope
            WHERE k.tenant_id = scope.tenant_id AND k.revoked_at IS NULL
              AND coalesce(k.expires_at > (SELECT gate_now()), true)
              AND json_array_length(k.principals) = 0 AND cardinality(k.worker_ids) = 0
            ORDER BY k.created_at LIMIT 1000
            """);

    static final List<Rule> ALL =
            List.of(GUARDED, EPOCH, SWEPT, TAIL, VACUUM, CLOCK, SCHEMA, ROLES, FUTURE, EXPIRED, TOTALS, BOUND);

    private DatabaseRules() {}
}
