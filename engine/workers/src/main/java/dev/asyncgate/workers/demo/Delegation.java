package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/** Submits work to the engine, and in the middle of a task the work that it causes. Thread-safe. */
final class Delegation {

    private final Gate gate;

    Delegation(Gate gate) {
        this.gate = gate;
    }

    /** Submits work that nobody's work has caused. A repeat under the same key submits nothing. */
    void submit(SimulatedWork work, Json payload, String key) {
        submit(work, work.job().owner(), payload, key, List.of());
    }

    /**
     * Submits what a task causes, after the receipt of its start, so that the chain of custody goes on. Repeated for the
     * same task it submits nothing and answers as before.
     *
     * @param owner who is owed each piece of work
     * @return the tasks, in the order of what is caused
     */
    List<UUID> delegate(ClaimedTask task, List<SimulatedWork> causes, Function<Job, Principal> owner) {
        List<UUID> parts = new ArrayList<>();
        List<UUID> cause = causes.isEmpty() ? List.of() : startOf(task);
        for (SimulatedWork work : causes) {
            String key = "demo-" + task.taskId() + "-" + parts.size();
            Json payload = work.payload(new Random(key.hashCode()));
            parts.add(submit(work, owner.apply(work.job()), payload, key, cause));
        }
        return parts;
    }

    private List<UUID> startOf(ClaimedTask task) {
        return gate.inspector(Demo.TENANT).lineage(task.taskId(), GetLineage.Scope.TASK, 200).receipts().stream()
                .filter(receipt -> task.leaseId().equals(receipt.leaseId()))
                .filter(receipt -> receipt.type() == ReceiptType.TASK_STARTED)
                .map(Receipt::receiptId)
                .limit(1)
                .toList();
    }

    private UUID submit(SimulatedWork work, Principal owner, Json payload, String key, List<UUID> causedBy) {
        Job job = work.job();
        return gate.tasker(Demo.TENANT, owner)
                .createTask(NewTask.builder(job.type(), payload)
                        .priority(job.priority())
                        .maxAttempts(3)
                        .retryBackoff(Duration.ofSeconds(2))
                        .idempotencyKey(key)
                        .causedBy(causedBy)
                        .requirements(List.of(), List.of("demo"))
                        .build())
                .taskId();
    }
}
