package dev.asyncgate.schedule;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.util.List;
import java.util.UUID;

/** The schedules of a test gate's tenant, and the control tasks that a scheduler would be given. */
public final class TestSchedules {

    public final ScheduleKeeper keeper;
    final Inspector inspector;
    private final Tasker planner;
    private final Worker scheduler;

    public TestSchedules(TestGate gate) {
        this(gate.gate, gate.tenant);
    }

    TestSchedules(Gate gate, UUID tenant) {
        this.keeper = gate.schedules(tenant);
        this.inspector = gate.inspector(tenant);
        this.planner = gate.tasker(tenant, TestGate.PLANNER);
        this.scheduler = gate.worker(tenant, "scheduler");
    }

    /** A control task of the planner's, leased to the scheduler. */
    ControlTask control(String type) {
        return control(planner, type);
    }

    ControlTask control(Tasker tasker, String type) {
        tasker.createTask(NewTask.of(type, Json.emptyObject()));
        ClaimedTask claimed = scheduler
                .leaseNext(new ClaimTasks.Request(List.of(), List.of(type), 1, null))
                .getFirst();
        return new ControlTask(scheduler.workerId(), claimed.taskId(), claimed.leaseId());
    }

    /** A schedule of the planner's. */
    public Schedule create(String payload) {
        return keeper.create(control("schedule.create"), parse(payload));
    }

    static NewSchedule parse(String payload) {
        return NewSchedule.parse(Json.parse(payload));
    }

    /** The tasks that runs have created, oldest first. */
    List<Task> fired() {
        return inspector.listTasks(TaskFilter.ALL, TaskSort.OLDEST_FIRST, 1000, null).tasks().stream()
                .map(row -> inspector.getTask(row.taskId()))
                .filter(task -> task.type().equals("report.render"))
                .toList();
    }
}
