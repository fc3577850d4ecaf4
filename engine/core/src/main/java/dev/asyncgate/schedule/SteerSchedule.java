package dev.asyncgate.schedule;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.LostLease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pauses, resumes and deletes a schedule, on behalf of its owner by a control task or by an operator. Repeating any of it is
 * harmless. A resumed schedule goes on with its next run from now: what it missed is skipped. Deletion emits
 * {@code schedule.deleted}, which discharges the obligation. One transaction.
 */
public final class SteerSchedule {

    /** What can be done to a schedule. */
    public enum Change {
        PAUSE(ScheduleState.PAUSED, "schedule.pause", "pauseSchedule"),
        RESUME(ScheduleState.ACTIVE, "schedule.resume", "resumeSchedule"),
        DELETE(ScheduleState.DELETED, "schedule.delete", "deleteSchedule");

        private final ScheduleState state;
        private final String taskType;
        private final String operation;

        Change(ScheduleState state, String taskType, String operation) {
            this.state = state;
            this.taskType = taskType;
            this.operation = operation;
        }

        /** The type of the control task that asks for it. */
        public String taskType() {
            return taskType;
        }
    }

    private static final String LOCK = """
            WITH schedule AS MATERIALIZED (
                SELECT * FROM schedules WHERE tenant_id = ? AND schedule_id = ? FOR UPDATE
            )
            SELECT now.at AS now,
            """ + ScheduleRows.COLUMNS + """
            FROM schedule s, LATERAL (SELECT greatest(gate_now(), s.created_at) AS at) now
            """;

    private static final String MOVE = """
            UPDATE schedules SET state = ?, next_run_at = ?, fires_at = ?, stale_at = ? WHERE tenant_id = ? AND schedule_id = ?
            """;

    private static final String DELETED = """
            WITH emitted AS (
                SELECT d.*, NULL::uuid AS task_id, NULL::uuid AS lease_id, 'schedule.deleted' AS type,
                       'service' AS from_kind, 'svc:asyncgate' AS from_id, NULL::text AS from_instance_id
                FROM (SELECT ?::uuid AS tenant_id, new_id() AS receipt_id, ?::timestamptz AS now, ?::uuid AS schedule_id,
                             ?::text AS to_kind, ?::text AS to_id, ?::text[] AS origin, ?::uuid[] AS parents,
                             ?::text AS body) d
            ), discharged AS (
                DELETE FROM open_obligations
                WHERE tenant_id = ? AND principal_id = ? AND principal_kind = ? AND created_at = ? AND receipt_id = ?
            ), caused AS (
                INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
                SELECT tenant_id, unnest(parents), receipt_id, type FROM emitted
            )
            """ + Emission.OF_SCHEDULE + "SELECT receipt_id FROM emitted";

    private static final String NOTE = """
            WITH audited AS (
                SELECT ?::uuid AS tenant_id, ?::text AS operation, ?::text AS actor_kind, ?::text AS actor_id,
                       NULL::uuid AS task_id, NULL::uuid AS lease_id, ?::uuid AS receipt_id, ?::text AS subject,
                       ?::text AS reason, json_build_object('state', ?::text) AS before,
                       json_build_object('state', ?::text) AS after
            )
            """ + Audit.SQL + "SELECT tenant_id FROM audited";

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public SteerSchedule(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Changes the schedule on behalf of who created the task: its owner, or a component of the engine.
     *
     * @param reason at most 1,000 characters
     * @return how it stands afterwards
     * @throws GateException NOT_FOUND, UNAUTHORIZED, INVALID_STATE_TRANSITION when it is deleted, TASK_NOT_FOUND,
     *     LEASE_INVALID_OR_EXPIRED, INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public Schedule asked(UUID tenantId, ControlTask task, Change change, UUID scheduleId, @Nullable String reason) {
        Limits.optionalText("reason", reason, 1, 1000);
        Optional<Schedule> changed = database.transaction(session -> {
            Optional<ControlTask.Asked> asked = task.lock(session, tenantId);
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            Locked locked = lock(session, tenantId, scheduleId);
            requireOwner(locked.schedule(), asked.get().by());
            var act = new Act(tenantId, change, asked.get().by(), asked.get().acceptedReceiptId(), reason);
            return Optional.of(change(session, act, locked));
        });
        return changed.orElseThrow(() -> lostLease.refusal(task.call(change.taskType(), tenantId)));
    }

    /**
     * Changes the schedule on behalf of the tenant, with an audit event if that changes anything.
     *
     * @param reason at most 1,000 characters
     * @return how it stands afterwards
     * @throws GateException NOT_FOUND, INVALID_STATE_TRANSITION when it is deleted, INVALID_REQUEST or
     *     DATABASE_UNAVAILABLE
     */
    public Schedule operated(UUID tenantId, Actor operator, Change change, UUID scheduleId, @Nullable String reason) {
        Limits.optionalText("reason", reason, 1, 1000);
        return database.transaction(session -> {
            Locked locked = lock(session, tenantId, scheduleId);
            Schedule before = locked.schedule();
            Schedule after = change(session, new Act(tenantId, change, operator.principal(), null, reason), locked);
            if (before.state() != after.state()) {
                note(session, tenantId, operator, change, before, reason);
            }
            return after;
        });
    }

    /**
     * Who does what.
     *
     * @param cause the receipt that led to it; null for an operator's act
     */
    private record Act(
            UUID tenantId,
            Change change,
            Principal by,
            @Nullable UUID cause,
            @Nullable String reason) {}

    private record Locked(Schedule schedule, Instant now) {}

    private static Locked lock(Session session, UUID tenantId, UUID scheduleId) throws SQLException {
        return session.query(LOCK)
                .id(tenantId)
                .id(scheduleId)
                .first(row -> new Locked(ScheduleRows.schedule(row), row.instant("now")))
                .orElseThrow(() -> ScheduleRows.notFound(scheduleId));
    }

    private static void requireOwner(Schedule schedule, Principal by) {
        if (!schedule.owner().isSameActorAs(by) && !by.isInternal()) {
            throw new GateException(
                    ErrorCode.UNAUTHORIZED,
                    "Schedule " + schedule.scheduleId() + " belongs to " + schedule.owner() + "; " + by
                            + " may not change it.");
        }
    }

    private Schedule change(Session session, Act act, Locked locked) throws SQLException {
        Schedule before = locked.schedule();
        ScheduleState wanted = act.change().state;
        if (before.state() == wanted) {
            return before;
        }
        if (before.state() == ScheduleState.DELETED) {
            throw new GateException(
                    ErrorCode.INVALID_STATE_TRANSITION,
                    "Schedule " + before.scheduleId() + " is deleted, for good. Create another.");
        }
        move(session, act.tenantId(), wanted, locked);
        if (wanted == ScheduleState.DELETED) {
            emitDeleted(session, act, locked);
        }
        return ScheduleRows.read(session, act.tenantId(), before.scheduleId());
    }

    private static void move(Session session, UUID tenantId, ScheduleState state, Locked locked) throws SQLException {
        Schedule schedule = locked.schedule();
        Upcoming upcoming = state == ScheduleState.ACTIVE
                ? Upcoming.after(schedule.scheduleId(), schedule.timing(), schedule.jitter(), locked.now())
                : null;
        session.query(MOVE)
                .text(state.wireName())
                .instant(upcoming == null ? null : upcoming.runAt())
                .instant(upcoming == null ? null : upcoming.firesAt())
                .instant(upcoming == null ? null : upcoming.staleAt())
                .id(tenantId)
                .id(schedule.scheduleId())
                .update();
    }

    private void emitDeleted(Session session, Act act, Locked locked) throws SQLException {
        Schedule schedule = locked.schedule();
        Principal owner = schedule.owner();
        List<UUID> parents = new ArrayList<>(List.of(schedule.createdReceiptId()));
        if (act.cause() != null) {
            parents.add(act.cause());
        }
        session.query(DELETED)
                .id(act.tenantId())
                .instant(locked.now())
                .id(schedule.scheduleId())
                .text(owner.kind().wireName())
                .text(owner.id())
                .texts(Trace.origin(settings))
                .ids(parents)
                .text(body(act))
                .id(act.tenantId())
                .text(owner.id())
                .text(owner.kind().wireName())
                .instant(schedule.createdAt())
                .id(schedule.createdReceiptId())
                .one(row -> row.id("receipt_id"));
    }

    private static String body(Act act) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("by")
                .put("kind", act.by().kind().wireName())
                .put("id", act.by().id());
        body.put("reason", act.reason());
        return Json.of(body).canonical();
    }

    private static void note(
            Session session, UUID tenantId, Actor operator, Change change, Schedule before, @Nullable String reason)
            throws SQLException {
        session.query(NOTE)
                .id(tenantId)
                .text(change.operation)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .id(before.createdReceiptId())
                .text(before.scheduleId().toString())
                .text(reason)
                .text(before.state().wireName())
                .text(change.state.wireName())
                .text(operator.address())
                .one(row -> row.id("tenant_id"));
    }
}
