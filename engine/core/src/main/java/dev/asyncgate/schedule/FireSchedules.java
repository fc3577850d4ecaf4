package dev.asyncgate.schedule;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the tasks of the runs that are due and moves their schedules on, each schedule in a transaction of its own and
 * under the lock of its row: so a run fires once, whoever else fires and whenever a scheduler dies. A schedule that somebody
 * else has in hand is skipped. The key of a task, {@code schedule:{id}:{run_at}}, is the second guard.
 */
public final class FireSchedules {

    /** How many schedules one pass looks at. */
    public static final int BATCH = 1000;

    /** Their tasks are one statement: as many bytes as a batch that is sent over the wire may have. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final String DUE = """
            SELECT schedule_id FROM schedules
            WHERE tenant_id = ? AND state = 'active' AND fires_at <= (SELECT gate_now()) ORDER BY fires_at LIMIT 1000
            """;

    private static final String LOCK = """
            WITH due AS MATERIALIZED (
                SELECT * FROM schedules
                WHERE tenant_id = ? AND schedule_id = ? AND state = 'active' AND fires_at <= (SELECT gate_now())
                FOR UPDATE SKIP LOCKED
            )
            SELECT gate_now() AS now,
            """ + ScheduleRows.COLUMNS + "FROM due s";

    private static final String MOVE = """
            UPDATE schedules SET next_run_at = ?, fires_at = ?, stale_at = ?, last_run_at = coalesce(?, last_run_at),
                   last_task_id = coalesce(?, last_task_id)
            WHERE tenant_id = ? AND schedule_id = ?
            """;

    private static final String UNTIL_NEXT = """
            SELECT extract(epoch FROM fires_at - (SELECT gate_now())) * 1000 AS millis FROM schedules
            WHERE tenant_id = ? AND state = 'active' ORDER BY fires_at LIMIT 1
            """;

    private final Database database;
    private final CreateTasks createTasks;

    public FireSchedules(Database database, CreateTasks createTasks) {
        this.database = database;
        this.createTasks = createTasks;
    }

    /** The schedules that have a run to fire, those first that have waited longest; at most {@link #BATCH}. */
    public List<UUID> due(UUID tenantId) {
        return database.repeatable(session -> session.query(DUE).id(tenantId).list(row -> row.id("schedule_id")));
    }

    /** How long it is until the next run fires; negative when it is due, empty when no schedule is active. */
    public Optional<Duration> untilNext(UUID tenantId) {
        return database.repeatable(session ->
                session.query(UNTIL_NEXT).id(tenantId).first(row -> Duration.ofMillis(row.number("millis"))));
    }

    /**
     * Fires what is due of a schedule, in the name of its owner: at most 1,000 runs, and no more than 16 MiB of tasks; what
     * is left is still due afterwards.
     *
     * @param ids makes the ids of the tasks, version-7 UUIDs
     * @return how many tasks were created; 0 also when it is not due any more or somebody else has it in hand
     * @throws GateException INVALID_REQUEST when its template is refused, or DATABASE_UNAVAILABLE
     */
    public int run(UUID tenantId, UUID scheduleId, Supplier<UUID> ids) {
        return database.transaction(session -> {
            Optional<Due> due = session.query(LOCK)
                    .id(tenantId)
                    .id(scheduleId)
                    .first(row -> new Due(ScheduleRows.schedule(row), row.instant("now")));
            return due.isEmpty() ? 0 : fire(session, tenantId, due.get(), ids);
        });
    }

    private record Due(Schedule schedule, Instant now) {}

    private int fire(Session session, UUID tenantId, Due due, Supplier<UUID> ids) throws SQLException {
        Schedule schedule = due.schedule();
        DueRuns runs = DueRuns.of(schedule, due.now(), most(schedule.template()));
        List<CreatedTask> tasks = List.of();
        if (!runs.firing().isEmpty()) {
            List<NewTask> wanted =
                    runs.firing().stream().map(run -> task(schedule, run)).toList();
            tasks = createTasks.run(session, tenantId, schedule.owner(), ids, wanted);
        }
        move(
                session,
                tenantId,
                schedule,
                runs,
                tasks.isEmpty() ? null : tasks.getLast().taskId());
        return Math.toIntExact(tasks.stream().filter(task -> !task.existing()).count());
    }

    private static int most(Json template) {
        return Math.clamp(MOST_BYTES / template.bytes(), 1, CreateTasks.MOST);
    }

    private static NewTask task(Schedule schedule, Instant runAt) {
        return Template.task(schedule.template())
                .idempotencyKey(CreateTasks.SCHEDULE_KEY + schedule.scheduleId() + ":" + runAt)
                .causedBy(List.of(schedule.createdReceiptId()))
                .build();
    }

    private static void move(Session session, UUID tenantId, Schedule schedule, DueRuns runs, @Nullable UUID lastTaskId)
            throws SQLException {
        Upcoming upcoming = Upcoming.after(schedule.scheduleId(), schedule.timing(), schedule.jitter(), runs.last());
        session.query(MOVE)
                .instant(upcoming.runAt())
                .instant(upcoming.firesAt())
                .instant(upcoming.staleAt())
                .instant(runs.firing().isEmpty() ? null : runs.firing().getLast())
                .id(lastTaskId)
                .id(tenantId)
                .id(schedule.scheduleId())
                .update();
    }
}
