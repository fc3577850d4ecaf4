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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** What the way over HTTP costs a worker: the same claims and completions through the gateway and through the library. */
final class HttpScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.6);

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String description() {
        return "claim and complete one at a time over HTTP with a key, beside the same in the library, by concurrent clients";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        for (int clients : stage.effort().clients()) {
            results.add(play(stage, clients));
        }
        return results;
    }

    private Comparison play(Stage stage, int clients) throws SQLException {
        stage.database().renew();
        try (Gate gate = stage.database().gate(4);
                Gateway gateway = Gateway.open(gate, "bench")) {
            var supply = new Supply(gate, stage.effort());
            var library = new Contender("library", clients == 1 ? GOAL : null, () -> {
                UUID tenant = supply.tenantWithTasks();
                return rate(stage, supply, clients, number -> Taskee.of(gate, tenant, worker(number)));
            });
            return stage.rounds()
                    .play(
                            name(),
                            Scenario.counted(clients, "client"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> {
                                String key = keyOf(gate, supply.tenantWithTasks());
                                return rate(
                                        stage,
                                        supply,
                                        clients,
                                        number -> Taskee.at(gateway.address(), key, worker(number)));
                            },
                            List.of(library));
        }
    }

    private static String keyOf(Gate gate, UUID tenant) {
        return gate.operator(tenant, Work.PLANNER)
                .createKey(Grant.of(Role.WORKER))
                .secret();
    }

    private static String worker(int number) {
        return "worker-" + number;
    }

    private static double rate(Stage stage, Supply supply, int clients, IntFunction<Taskee> hiring)
            throws SQLException {
        return supply.noted(Crew.rate(clients, stage.effort(), number -> {
            Taskee taskee = hiring.apply(number);
            return () -> life(taskee);
        }));
    }

    private static int life(Taskee taskee) {
        List<ClaimedTask> claimed = taskee.claim(ClaimTasks.Request.any(), Duration.ZERO);
        for (ClaimedTask task : claimed) {
            taskee.complete(task.taskId(), task.leaseId(), Work.DONE);
        }
        return claimed.size();
    }
}
