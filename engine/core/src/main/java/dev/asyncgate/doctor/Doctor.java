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
import java.util.function.Supplier;
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

    /** Told between questions. */
    @FunctionalInterface
    public interface Progress {

        /** Whether to go on. */
        boolean goOn(Diagnosis soFar);
    }

    private static final UUID LOWEST = new UUID(0, 0);
    private static final UUID HIGHEST = new UUID(-1, -1);

    /** Everything that is asked. */
    public static final List<Rule> RULES = Stream.of(
                    DatabaseRules.ALL,
                    TaskRules.ALL,
                    ScheduleRules.ALL,
                    DeliveryRules.ALL,
                    List.of(ObligationPages.RULE))
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

    /**
     * The question of a rule as somebody would put it by hand, of all its rows at once; null for the rule about
     * obligations, which is asked page by page.
     */
    public @Nullable String statement(Rule rule, UUID tenantId) {
        if (rule.over() == Over.OBLIGATIONS) {
            return null;
        }
        String tenant = "'" + tenantId + "'::uuid AS tenant_id";
        String scope = switch (rule.over()) {
            case INSTALLATION -> sweepSeconds + " AS sweep_seconds";
            case TENANT -> sweepSeconds + " AS sweep_seconds, " + tenant;
            case TASKS, LEASES, OBLIGATIONS ->
                tenant + ", '" + LOWEST + "'::uuid AS low, '" + HIGHEST + "'::uuid AS high";
        };
        return "WITH scope AS (SELECT " + scope + ")\n" + rule.sql().strip() + ";";
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
        return run(tenantIds, soFar -> soFar.took().compareTo(atMost) <= 0);
    }

    /**
     * Examines the database and these tenants.
     *
     * @param progress is asked between questions whether to go on
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Diagnosis run(List<UUID> tenantIds, Progress progress) {
        var visit = new Visit(tenantIds.size(), progress);
        rules(Over.INSTALLATION).forEach(rule -> visit.ask(rule, null, 1, () -> installation(rule)));
        for (UUID tenantId : tenantIds) {
            if (visit.isOver()) {
                break;
            }
            rules(Over.TENANT).forEach(rule -> visit.ask(rule, tenantId, 1, () -> tenant(rule, tenantId)));
            visit.tasks += pages(tenantId, TASK_PAGE, rules(Over.TASKS), visit);
            visit.leases += pages(tenantId, LEASE_PAGE, rules(Over.LEASES), visit);
            var obligations = new ObligationPages(database, tenantId);
            while (obligations.more() && !visit.isOver()) {
                visit.ask(ObligationPages.RULE, tenantId, 0, obligations::next);
                visit.looked(ObligationPages.RULE, obligations.looked());
            }
        }
        return visit.diagnosis();
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
            UUID from = high;
            UUID low = page.low() == null ? LOWEST : page.low();
            rules.forEach(rule -> visit.ask(rule, tenantId, page.rows(), () -> range(rule, tenantId, low, from)));
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
        private final int tenants;
        private final Progress progress;
        private final Map<Key, Finding> findings = new LinkedHashMap<>();
        private final Map<Rule, Examined> examined = new LinkedHashMap<>();
        private boolean cutShort;
        private long tasks;
        private long leases;

        Visit(int tenants, Progress progress) {
            this.tenants = tenants;
            this.progress = progress;
            Examined.all().forEach(it -> examined.put(it.rule(), it));
        }

        /** Whether somebody wants no more; told how it stands. */
        boolean isOver() {
            cutShort = cutShort || !progress.goOn(diagnosis());
            return cutShort;
        }

        /** Asks and keeps what was answered. */
        void ask(Rule rule, @Nullable UUID tenantId, long looked, Supplier<List<Finding.Case>> question) {
            long begun = System.nanoTime();
            List<Finding.Case> cases = question.get();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            examined.computeIfPresent(rule, (it, before) -> before.and(looked, cases.size(), took));
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

        /** The last question was asked of so many more. */
        void looked(Rule rule, long more) {
            examined.computeIfPresent(rule, (it, before) -> before.and(more, 0, Duration.ZERO));
        }

        private static List<Finding.Case> first(List<Finding.Case> cases) {
            return cases.subList(0, Math.min(cases.size(), MOST_CASES));
        }

        Diagnosis diagnosis() {
            List<Finding> worstFirst = findings.values().stream()
                    .sorted(Comparator.comparing(finding -> finding.rule().severity()))
                    .toList();
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new Diagnosis(worstFirst, List.copyOf(examined.values()), tenants, tasks, leases, took, !cutShort);
        }
    }
}
