package dev.asyncgate.app.demo;

import dev.asyncgate.doctor.Activity;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one look at the running demo found.
 *
 * @param since where the counts begin: the start of the demo, or as far back as they reach
 * @param tasks how many there are in each state, of this run or not
 * @param openObligations how many there are, of this run or not
 * @param examples where to see what the counts count
 * @param strip its leases of the last minutes, laid out
 */
record DemoReading(
        Instant since,
        Duration runningFor,
        Activity activity,
        Map<TaskStatus, Long> tasks,
        long openObligations,
        List<Check> checks,
        List<WorkerView> workers,
        Examples examples,
        LiveStrip strip) {

    DemoReading {
        tasks = Map.copyOf(tasks);
        checks = List.copyOf(checks);
        workers = List.copyOf(workers);
    }

    /** The database's clock when this was read. */
    Instant at() {
        return activity.at();
    }
}
