package dev.asyncgate.engine;

import dev.asyncgate.error.GateException;
import dev.asyncgate.schedule.ControlTask;
import dev.asyncgate.schedule.NewSchedule;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.SteerSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler of a tenant does in the database: changes that control tasks ask for, and firing. Any number of
 * schedulers may serve one tenant. Thread-safe.
 */
public final class ScheduleKeeper {

    private final Operations operations;
    private final UUID tenantId;

    ScheduleKeeper(Operations operations, UUID tenantId) {
        this.operations = operations;
        this.tenantId = tenantId;
    }

    /** See {@link dev.asyncgate.schedule.CreateSchedule}. */
    public Schedule create(ControlTask task, NewSchedule schedule) {
        return announced(operations.createSchedule().run(tenantId, task, schedule));
    }

    /** See {@link SteerSchedule#asked}. */
    public Schedule steer(ControlTask task, SteerSchedule.Change change, UUID scheduleId, @Nullable String reason) {
        return announced(operations.steerSchedule().asked(tenantId, task, change, scheduleId, reason));
    }

    /**
     * Fires what is due, each schedule for itself: at most 1,000 schedules and of each at most 1,000 runs; what is left is
     * still due afterwards. See {@link dev.asyncgate.schedule.FireSchedules}.
     *
     * @return how many tasks were created
     * @throws GateException when schedules could not be fired, after all others were
     */
    public int fireDue() {
        List<GateException> failures = new ArrayList<>();
        int tasks = 0;
        for (UUID scheduleId : operations.fireSchedules().due(tenantId)) {
            try {
                tasks += operations.fireSchedules().run(tenantId, scheduleId, operations::newId);
            } catch (GateException e) {
                failures.add(e);
            }
        }
        if (tasks > 0) {
            operations.announce(tenantId);
        }
        if (!failures.isEmpty()) {
            GateException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return tasks;
    }

    /** How long it is until the next run fires; negative when it is due, empty when no schedule is active. */
    public Optional<Duration> untilNext() {
        return operations.fireSchedules().untilNext(tenantId);
    }

    private Schedule announced(Schedule schedule) {
        operations.announce(tenantId);
        return schedule;
    }
}
