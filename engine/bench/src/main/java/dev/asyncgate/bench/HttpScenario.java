package dev.asyncgate.bench;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.workers.Taskee;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the way over HTTP costs a worker: the same claims and completions through the gateway and through the library. */
final class HttpScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.6);

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String description() {
        return "claim and complete one at a time over HTTP with a key, beside the same in the library, one client";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        stage.database().renew();
        try (Gate gate = stage.database().gate(4);
                Gateway gateway = Gateway.open(gate, "bench")) {
            var supply = new Supply(gate, stage.effort());
            var library = new Contender("library", GOAL, () -> {
                UUID tenant = supply.tenantWithTasks();
                return rate(stage, supply, Taskee.of(gate, tenant, "worker-0"));
            });
            return List.of(stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(1, "client"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> {
                                UUID tenant = supply.tenantWithTasks();
                                return rate(stage, supply, overHttp(gate, gateway, tenant));
                            },
                            List.of(library)));
        }
    }

    private static Taskee overHttp(Gate gate, Gateway gateway, UUID tenant) {
        String key = gate.operator(tenant, Work.PLANNER)
                .createKey(Grant.of(Role.WORKER))
                .secret();
        return Taskee.at(gateway.address(), key, "worker-0");
    }

    private static double rate(Stage stage, Supply supply, Taskee taskee) throws SQLException {
        return supply.noted(Crew.rate(1, stage.effort(), _ -> () -> life(taskee)));
    }

    private static int life(Taskee taskee) {
        List<ClaimedTask> claimed = taskee.claim(ClaimTasks.Request.any(), Duration.ZERO);
        for (ClaimedTask task : claimed) {
            taskee.complete(task.taskId(), task.leaseId(), Work.DONE);
        }
        return claimed.size();
    }
}
