package dev.asyncgate.bench;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.util.List;

/** The engine's operations on many tasks at once. */
final class Batches {

    private Batches() {}

    static void create(Tasker tasker, List<NewTask> tasks) {
        tasks.forEach(tasker::createTask);
    }

    static void complete(Worker worker, List<ClaimedTask> claimed, Completion completion) {
        for (ClaimedTask task : claimed) {
            worker.complete(task.taskId(), task.leaseId(), completion);
        }
    }
}
