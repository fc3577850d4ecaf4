package dev.asyncgate.receiptgate;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.util.Map;
import java.util.UUID;

/** A program that works and delivers until it is killed. Argument: the tenant; its settings come in its environment. */
final class DeliveringProcess {

    private static final Completion LOCATED =
            Completion.of(Json.emptyObject(), Json.parse("[\"s3://out/report.pdf\"]"));

    private DeliveringProcess() {}

    public static void main(String[] arguments) {
        UUID tenant = UUID.fromString(arguments[0]);
        Gate gate = Gate.open(Settings.read(System.getenv(), null, Map.of("SWEEP_ENABLED", "false")));
        var tasker = gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"));
        var worker = gate.worker(tenant, "w");
        while (true) {
            tasker.createTask(NewTask.of("unit", Json.emptyObject()));
            for (ClaimedTask task : worker.leaseNext(ClaimTasks.Request.any())) {
                worker.complete(task.taskId(), task.leaseId(), LOCATED);
            }
        }
    }
}
