package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.TenantWalk;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what breaks the rules of the engine in what the database holds: what its constraints cannot refuse, what was
 * changed by hand, and what somebody should do. It changes nothing.
 *
 * <p>Tasks and leases are looked at page by page, the newest first, each question a short statement with a snapshot of its
 * own. Thread-safe.
 */
public final class Doctor {

    /** How many cases a finding names; the rest is counted. */
    public static final int MOST_CASES = 20;

    private static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);

    private static final List<Rule> RULES = Stream.of(
                    DatabaseRules.ALL, TaskRules.ALL, ScheduleRules.ALL, DeliveryRules.ALL)
            .flatMap(List::stream)
            .toList();

    private static final String TENANTS = TenantWalk.in("submitted_tasks", "true") + " UNION "
            + TenantWalk.in("receipts", "true") + " UNION " + TenantWalk.in("api_keys", "true") + " ORDER BY tenant_id";

    private static final String TASK_PAGE = """
            SELECT count(*) AS n, (SELECT task_id FROM submitted_tasks WHERE tenant_id = ? AND task_id <= ?
                                   ORDER BY task_id DESC OFFSET 2000 LIMIT 1) AS low
            FROM (SELECT FROM submitted_tasks WHERE tenant_id = ? AND task_id <= ? ORDER BY task_id DESC LIMIT 2000) page
            """;

    private static final String LEASE_PAGE = """
            SELECT count(*) AS n, (SELECT lease_id FROM ended_leases WHERE tenant_id = ? AND lease_id <= ?
                                   ORDER BY lease_id DESC OFFSET 2000 LIMIT 1) AS low
            FROM (SELECT FROM ended_leases WHERE tenant_id = ? AND lease_id <= ? ORDER BY lease_id DESC LIMIT 2000) page
            """;

    private static final String INSTALLATION_SCOPE = "WITH scope AS (SELECT ?::int AS sweep_seconds)\n";
    private static final String TENANT_SCOPE = "WITH scope AS (SELECT ?::int AS sweep_seconds, ?::uuid AS tenant_id)\n";
    private static final String RANGE_SCOPE =
            "WITH scope AS (SELECT ?::uuid AS tenant_id, ?::uuid AS low, ?::uuid AS high)\n";

    private final Database database;
    private final int sweepSeconds;

    public Doctor(Database database, Settings settings) {
        this.database = database;
        this.sweepSeconds = Math.toIntExact(settings.leases().sweepInterval().toSeconds());
    }

    /** The tenants that have tasks, receipts or keys, in the order of their ids. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Examines the database and these tenants.
     *
     * @param atMost when this time is over nothing more is begun
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Diagnosis run(List<UUID> tenantIds, Duration atMost) {
        var visit = new Visit(atMost);
        rules(Over.INSTALLATION).forEach(rule -> visit.add(rule, null, installation(rule)));
        for (UUID tenantId : tenantIds) {
            if (visit.isOver()) {
                break;
            }
            rules(Over.TENANT).forEach(rule -> visit.add(rule, tenantId, tenant(rule, tenantId)));
            visit.tasks += pages(tenantId, TASK_PAGE, rules(Over.TASKS), visit);
            visit.leases += pages(tenantId, LEASE_PAGE, rules(Over.LEASES), visit);
            var obligations = new ObligationPages(database, tenantId);
            while (obligations.more() && !visit.isOver()) {
                visit.add(ObligationPages.RULE, tenantId, obligations.next());
            }
        }
        return visit.diagnosis(tenantIds.size());
    }

    private static List<Rule> rules(Over over) {
        return RULES.stream().filter(rule -> rule.over() == over).toList();
    }

    private List<Finding.Case> installation(Rule rule) {
        return database.statement(session -> session.query(INSTALLATION_SCOPE + rule.sql())
                .integer(sweepSeconds)
                .list(Doctor::toCase));
    }

    private List<Finding.Case> tenant(Rule rule, UUID tenantId) {
        return database.statement(session -> session.query(TENANT_SCOPE + rule.sql())
                .integer(sweepSeconds)
                .id(tenantId)
                .list(Doctor::toCase));
    }

    /** Asks the rules of page after page; returns how many rows the pages held. */
    private long pages(UUID tenantId, String pageSql, List<Rule> rules, Visit visit) {
        long rows = 0;
        UUID high = HIGHEST;
        while (high != null && !visit.isOver()) {
            Page page = page(tenantId, pageSql, high);
            for (Rule rule : rules) {
                visit.add(rule, tenantId, range(rule, tenantId, page.low() == null ? LOWEST : page.low(), high));
            }
            rows += page.rows();
            high = page.low();
        }
        return rows;
    }

    /** So many rows, with ids down to {@code low}, exclusively; null for the last page. */
    private record Page(long rows, @Nullable UUID low) {}

    private Page page(UUID tenantId, String pageSql, UUID high) {
        return database.statement(session -> session.query(pageSql)
                .id(tenantId)
                .id(high)
                .id(tenantId)
                .id(high)
                .one(row -> new Page(row.number("n"), row.idOrNull("low"))));
    }

    private List<Finding.Case> range(Rule rule, UUID tenantId, UUID low, UUID high) {
        return database.statement(session -> session.query(RANGE_SCOPE + rule.sql())
                .id(tenantId)
                .id(low)
                .id(high)
                .list(Doctor::toCase));
    }

    private static Finding.Case toCase(Row row) throws SQLException {
        return new Finding.Case(row.text("subject"), row.text("found"));
    }

    /** What has been found so far, and how much time is left. Used by one thread. */
    private static final class Visit {

        private record Key(Rule rule, @Nullable UUID tenantId) {}

        private final long startNanos = System.nanoTime();
        private final Duration atMost;
        private final Map<Key, Finding> findings = new LinkedHashMap<>();
        private boolean cutShort;
        private long tasks;
        private long leases;

        Visit(Duration atMost) {
            this.atMost = atMost;
        }

        Duration took() {
            return Duration.ofNanos(System.nanoTime() - startNanos);
        }

        boolean isOver() {
            cutShort = cutShort || took().compareTo(atMost) > 0;
            return cutShort;
        }

        void add(Rule rule, @Nullable UUID tenantId, List<Finding.Case> cases) {
            if (!cases.isEmpty()) {
                findings.merge(
                        new Key(rule, tenantId),
                        new Finding(rule, tenantId, cases.size(), first(cases)),
                        (before, more) -> new Finding(
                                rule,
                                tenantId,
                                before.count() + more.count(),
                                first(Stream.concat(before.cases().stream(), more.cases().stream())
                                        .toList())));
            }
        }

        private static List<Finding.Case> first(List<Finding.Case> cases) {
            return cases.subList(0, Math.min(cases.size(), MOST_CASES));
        }

        Diagnosis diagnosis(int tenants) {
            List<Finding> worstFirst = findings.values().stream()
                    .sorted(Comparator.comparing(finding -> finding.rule().severity()))
                    .toList();
            return new Diagnosis(worstFirst, RULES.size() + 1, tenants, tasks, leases, took(), !cutShort);
        }
    }
}
