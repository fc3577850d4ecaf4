package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Submits work to the engine, at the demo's pace, and in the middle of a task the work that it causes. Thread-safe. */
final class Delegation {

    private final Gate gate;

    Delegation(Gate gate) {
        this.gate = gate;
    }

    /** Submits work that nobody's work has caused. A repeat under the same key submits nothing. */
    void submit(SimulatedWork work, Json payload, String key) {
        submit(work, payload, key, List.of());
    }

    /** Submits what a task causes, after the receipt of its start, so that the chain of custody goes on. */
    void delegate(ClaimedTask task, List<SimulatedWork> causes) {
        if (causes.isEmpty()) {
            return;
        }
        List<UUID> cause = startOf(task);
        for (int i = 0; i < causes.size(); i++) {
            SimulatedWork work = causes.get(i);
            String key = "demo-" + task.taskId() + "-" + i;
            submit(work, work.payload(new Random(key.hashCode())), key, cause);
        }
    }

    private List<UUID> startOf(ClaimedTask task) {
        return gate.inspector(Demo.TENANT).lineage(task.taskId(), GetLineage.Scope.TASK, 200).receipts().stream()
                .filter(receipt -> task.leaseId().equals(receipt.leaseId()))
                .filter(receipt -> receipt.type() == ReceiptType.TASK_STARTED)
                .map(Receipt::receiptId)
                .limit(1)
                .toList();
    }

    private void submit(SimulatedWork work, Json payload, String key, List<UUID> causedBy) {
        Job job = work.job();
        gate.tasker(Demo.TENANT, job.owner())
                .createTask(NewTask.builder(job.type(), payload)
                        .priority(job.priority())
                        .maxAttempts(3)
                        .retryBackoff(Duration.ofSeconds(2))
                        .idempotencyKey(key)
                        .causedBy(causedBy)
                        .requirements(List.of(), List.of("demo"))
                        .build());
    }
}
