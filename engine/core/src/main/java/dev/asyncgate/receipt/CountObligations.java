package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ObligationCounts.Age;
import dev.asyncgate.receipt.ObligationCounts.Owner;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what is open in a tenant by age, by owner and by what it waits for. One round trip, over what is open alone. */
public final class CountObligations {

    /** How many owners are named. */
    public static final int MOST_OWNERS = 100;

    /** How much of what is discharged is counted. */
    public static final int MOST_DISCHARGED = 10_000;

    /** The queues whose tasks are not handed out now. One parameter: the tenant. */
    static final String BLOCKED = """
            blocked AS MATERIALIZED (
                SELECT q.queue_id FROM queues q JOIN paused_types p ON p.tenant_id = q.tenant_id AND p.type = q.type
                WHERE q.tenant_id = ?
            )
            """;

    /** The reason for which what is owed for an open task t is open, beside {@link #BLOCKED}. */
    static final String REASON = """
            CASE WHEN t.lease_id IS NOT NULL THEN 'in_progress'
                 WHEN t.held OR t.queue_id = ANY (ARRAY (SELECT queue_id FROM blocked)) THEN 'blocked'
                 ELSE 'queued' END
            """;

    /**
     * Every task that has not ended is owed, and whatever else is owed is a schedule or has ended without proof; a test
     * compares that with the explanation of each.
     */
    private static final String SQL = """
            WITH owned AS MATERIALIZED (
                SELECT principal_kind, principal_id,
                       width_bucket(extract(epoch FROM gate_now() - created_at)::float8, ?::float8[]) AS band,
                       count(*) AS n, min(created_at) AS oldest
                FROM open_obligations WHERE tenant_id = ? GROUP BY 1, 2, 3
            ),
            """ + BLOCKED + """
            , unfinished AS (
                SELECT
            """ + REASON + """
                       AS reason, count(*) AS n
                FROM open_tasks t WHERE t.tenant_id = ? GROUP BY 1
            )
            SELECT 'age' AS what, NULL AS kind, NULL AS id, band, sum(n)::bigint AS n, min(oldest) AS oldest
            FROM owned GROUP BY band
            UNION ALL
            SELECT reason, NULL, NULL, 0, n, NULL FROM unfinished
            UNION ALL
            SELECT 'schedules', NULL, NULL, 0, count(*), NULL FROM schedules WHERE tenant_id = ? AND state <> 'deleted'
            UNION ALL
            (SELECT 'owner', principal_kind, principal_id, 0, sum(n)::bigint AS open, min(oldest)
             FROM owned GROUP BY 2, 3 ORDER BY open DESC, 3, 2 LIMIT ?)
            """;

    /** Every task that has ended was owed, and what was owed by it is discharged unless it is unproven. */
    private static final String DISCHARGED = """
            SELECT (SELECT count(*) FROM (SELECT FROM task_outcomes WHERE tenant_id = ? LIMIT ?) ended)
                 + (SELECT count(*) FROM schedules WHERE tenant_id = ? AND state = 'deleted') AS n
            """;

    private final Database database;

    public CountObligations(Database database) {
        this.database = database;
    }

    /** Counts. */
    public ObligationCounts run(UUID tenantId) {
        List<Counted> rows = database.statement(session -> session.query(SQL)
                .texts(bounds())
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .integer(MOST_OWNERS)
                .list(CountObligations::counted));
        long total = sum(rows, "age");
        long queued = sum(rows, Reason.QUEUED.wireName());
        long blocked = sum(rows, Reason.BLOCKED.wireName());
        long inProgress = sum(rows, Reason.IN_PROGRESS.wireName());
        long schedules = sum(rows, Reason.SCHEDULES.wireName());
        return new ObligationCounts(
                total,
                oldest(rows),
                byAge(rows),
                owners(rows),
                queued,
                inProgress,
                blocked,
                schedules,
                Math.max(0, total - queued - inProgress - blocked - schedules));
    }

    /**
     * Counts what is discharged and has not been archived, up to {@link #MOST_DISCHARGED}: a higher answer means more than these.
     *
     * @param unproven how many tasks have ended without proof
     */
    public long discharged(UUID tenantId, long unproven) {
        long counted = MOST_DISCHARGED + 1 + unproven;
        long ended = database.statement(session -> session.query(DISCHARGED)
                .id(tenantId)
                .number(counted)
                .id(tenantId)
                .one(row -> row.number("n")));
        return Math.max(0, ended - unproven);
    }

    /** The ages at which a younger band ends, rising, in seconds. */
    private static List<String> bounds() {
        return Arrays.stream(Age.values())
                .map(age -> age.from().toSeconds())
                .sorted()
                .map(seconds -> Long.toString(seconds))
                .toList();
    }

    private record Counted(
            String what,
            @Nullable String kind,
            @Nullable String id,
            int band,
            long count,
            @Nullable Instant oldest) {}

    private static Counted counted(Row row) throws SQLException {
        return new Counted(
                row.text("what"),
                row.textOrNull("kind"),
                row.textOrNull("id"),
                row.integer("band"),
                row.number("n"),
                row.instantOrNull("oldest"));
    }

    private static long sum(List<Counted> rows, String what) {
        return rows.stream()
                .filter(row -> row.what().equals(what))
                .mapToLong(Counted::count)
                .sum();
    }

    private static @Nullable Instant oldest(List<Counted> rows) {
        return rows.stream()
                .filter(row -> row.what().equals("age"))
                .map(Counted::oldest)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The bands of the database are numbered from the youngest, beginning at 1; below are those of a moved clock. */
    private static Map<Age, Long> byAge(List<Counted> rows) {
        Map<Age, Long> byAge = new EnumMap<>(Age.class);
        Age[] ages = Age.values();
        for (Age age : ages) {
            byAge.put(age, 0L);
        }
        for (Counted row : rows) {
            if (row.what().equals("age")) {
                byAge.merge(ages[ages.length - Math.max(1, row.band())], row.count(), Long::sum);
            }
        }
        return byAge;
    }

    private static List<Owner> owners(List<Counted> rows) {
        return rows.stream()
                .filter(row -> row.what().equals("owner"))
                .map(row -> new Owner(
                        new Principal(
                                PrincipalKind.parse(Objects.requireNonNull(row.kind())),
                                Objects.requireNonNull(row.id()),
                                null),
                        row.count(),
                        Objects.requireNonNull(row.oldest())))
                .toList();
    }
}
