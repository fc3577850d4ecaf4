package dev.asyncgate.workers.scheduler;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.schedule.ControlTask;
import dev.asyncgate.schedule.ListSchedules;
import dev.asyncgate.schedule.NewSchedule;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.ScheduleChange;
import dev.asyncgate.schedule.ScheduleQuestion;
import dev.asyncgate.schedule.SteerSchedule.Change;
import dev.asyncgate.task.Completion;
import dev.asyncgate.workers.Handler;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what control tasks ask for: {@code schedule.create} ({@link NewSchedule}), {@code schedule.pause},
 * {@code schedule.resume}, {@code schedule.delete} ({@link ScheduleChange}) and {@code schedule.status}
 * ({@link ScheduleQuestion}).
 *
 * <p>The result is the schedule, for a status without {@code schedule_id} a list {@code schedules} with
 * {@code next_cursor}; the artifacts point to each schedule. What cannot be done fails for good, with {@code code},
 * {@code message} and {@code field}.
 */
final class ControlHandler implements Handler {

    private static final String CREATE = "schedule.create";
    private static final String STATUS = "schedule.status";

    static final List<String> TYPES =
            List.of(CREATE, Change.PAUSE.taskType(), Change.RESUME.taskType(), Change.DELETE.taskType(), STATUS);

    private static final int PAGE = 100;
    private static final Duration WHILE_AWAY = Duration.ofSeconds(2);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ScheduleKeeper keeper;
    private final Inspector inspector;
    private final String workerId;
    private final Runnable changed;

    /** Tells {@code changed} after each task that may have moved a next run. */
    ControlHandler(ScheduleKeeper keeper, Inspector inspector, String workerId, Runnable changed) {
        this.keeper = keeper;
        this.inspector = inspector;
        this.workerId = workerId;
        this.changed = changed;
    }

    @Override
    public Outcome work(LeasedTask task) {
        try {
            return new Outcome.Completed(completion(task.claimed()));
        } catch (GateException e) {
            return e.code() == ErrorCode.DATABASE_UNAVAILABLE
                    ? new Outcome.Released(WHILE_AWAY)
                    : new Outcome.Failed(error(e), false);
        } finally {
            changed.run();
        }
    }

    private Completion completion(ClaimedTask task) {
        var control = new ControlTask(workerId, task.taskId(), task.leaseId());
        return switch (task.type()) {
            case CREATE -> answer(keeper.create(control, NewSchedule.parse(task.payload())));
            case STATUS -> status(task);
            default -> answer(steered(control, change(task.type()), ScheduleChange.parse(task.payload())));
        };
    }

    private Schedule steered(ControlTask control, Change change, ScheduleChange wanted) {
        return keeper.steer(control, change, wanted.scheduleId(), wanted.reason());
    }

    private static Change change(String type) {
        for (Change change : Change.values()) {
            if (change.taskType().equals(type)) {
                return change;
            }
        }
        throw GateException.invalid("type", "The scheduler takes no tasks of the type " + type + ".");
    }

    private Completion status(ClaimedTask task) {
        ScheduleQuestion question = ScheduleQuestion.parse(task.payload());
        UUID scheduleId = question.scheduleId();
        if (scheduleId != null) {
            return answer(inspector.getSchedule(scheduleId));
        }
        var ofAsker = new ListSchedules.Filter(inspector.getTask(task.taskId()).createdBy(), false);
        ListSchedules.Page page = inspector.listSchedules(ofAsker, PAGE, question.cursor());
        ObjectNode result = NODES.objectNode();
        ArrayNode schedules = result.putArray("schedules");
        page.schedules().forEach(schedule -> schedules.add(schedule.summary()));
        result.put("next_cursor", page.nextCursor());
        return located(result, page.schedules());
    }

    private static Completion answer(Schedule schedule) {
        return located(schedule.toJson().node().asObject(), List.of(schedule));
    }

    /** An answer that names no schedule proves its delivery by the result itself. */
    private static Completion located(ObjectNode result, List<Schedule> schedules) {
        ArrayNode artifacts = NODES.arrayNode();
        schedules.forEach(
                schedule -> artifacts.addObject().put("type", "schedule").put("pointer", schedule.pointer()));
        Json proof = Json.of(NODES.objectNode().put("answered", "in the result"));
        return new Completion(Json.of(result), Json.of(artifacts), proof);
    }

    private static Json error(GateException e) {
        return Json.of(NODES.objectNode()
                .put("code", e.code().name())
                .put("message", e.getMessage())
                .put("field", e.field()));
    }
}
