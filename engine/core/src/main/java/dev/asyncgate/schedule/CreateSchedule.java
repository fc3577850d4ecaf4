package dev.asyncgate.schedule;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.LostLease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates the schedule that a control task asks for, with its {@code schedule.created} receipt and the open obligation of
 * its owner. The schedule has the id of the task, so a task that is done twice creates one schedule. One transaction.
 */
public final class CreateSchedule {

    private static final String SQL = """
            WITH created AS (
                INSERT INTO schedules (
                    tenant_id, schedule_id, created_at, next_run_at, fires_at, stale_at, created_receipt_id,
                    interval_seconds, jitter_seconds, state, misfire, cron, time_zone, owner_kind, owner_id, template)
                VALUES (?, ?, ?, ?, ?, ?, new_id(), ?, ?, 'active', ?, ?, ?, ?, ?, ?::json)
                ON CONFLICT DO NOTHING
                RETURNING tenant_id, schedule_id, created_at, created_receipt_id, owner_kind, owner_id
            ), emitted AS (
                SELECT c.tenant_id, c.created_receipt_id AS receipt_id, c.created_at AS now, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, c.schedule_id, 'schedule.created' AS type, 'service' AS from_kind,
                       'svc:asyncgate' AS from_id, NULL::text AS from_instance_id, c.owner_kind AS to_kind,
                       c.owner_id AS to_id, ?::text[] AS origin, ARRAY[?::uuid] AS parents, ?::text AS body
                FROM created c
            ), owed AS (
                INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, to_id, to_kind, now, receipt_id FROM emitted
            ), caused AS (
                INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
                SELECT tenant_id, unnest(parents), receipt_id, type FROM emitted
            )
            """ + Emission.OF_SCHEDULE + "SELECT count(*) AS created FROM created";

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public CreateSchedule(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Creates the schedule in the name of who created the task, or answers the one that it created before.
     *
     * @throws GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED or DATABASE_UNAVAILABLE
     */
    public Schedule run(UUID tenantId, ControlTask task, NewSchedule schedule) {
        Optional<Schedule> created = database.transaction(session -> {
            Optional<ControlTask.Asked> asked = task.lock(session, tenantId);
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            insert(session, tenantId, task.taskId(), asked.get(), schedule);
            return Optional.of(ScheduleRows.read(session, tenantId, task.taskId()));
        });
        return created.orElseThrow(() -> lostLease.refusal(task.call("schedule.create", tenantId)));
    }

    private void insert(Session session, UUID tenantId, UUID scheduleId, ControlTask.Asked asked, NewSchedule schedule)
            throws SQLException {
        Duration interval = schedule.interval();
        Cron cron = schedule.cron();
        Upcoming upcoming = Upcoming.after(scheduleId, schedule.timing(asked.now()), schedule.jitter(), asked.now());
        session.query(SQL)
                .id(tenantId)
                .id(scheduleId)
                .instant(asked.now())
                .instant(upcoming.runAt())
                .instant(upcoming.firesAt())
                .instant(upcoming.staleAt())
                .integer(interval == null ? null : Integer.valueOf(Math.toIntExact(interval.toSeconds())))
                .integer(Math.toIntExact(schedule.jitter().toSeconds()))
                .text(schedule.misfire().wireName())
                .text(cron == null ? null : cron.expression())
                .text(cron == null ? "UTC" : cron.zone().getId())
                .text(asked.by().kind().wireName())
                .text(asked.by().id())
                .json(schedule.template())
                .texts(Trace.origin(settings))
                .id(asked.acceptedReceiptId())
                .text(body(schedule))
                .one(row -> row.number("created"));
    }

    private static String body(NewSchedule schedule) {
        Duration interval = schedule.interval();
        Cron cron = schedule.cron();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("cron", cron == null ? null : cron.expression())
                .put("interval_seconds", secondsOrNull(interval))
                .put("jitter_seconds", schedule.jitter().toSeconds())
                .put("misfire", schedule.misfire().wireName())
                .put("template_sha256", schedule.template().sha256())
                .put("time_zone", cron == null ? null : cron.zone().getId());
        body.set("type", schedule.template().node().get("type"));
        return Json.of(body).canonical();
    }

    private static @Nullable Long secondsOrNull(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
