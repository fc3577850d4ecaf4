package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tasks created by the thousand, and claimed and completed by the hundred, by concurrent workers. */
final class BatchScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.9);
    private static final Goal PEER_GOAL = Goal.atLeast(2);

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String description() {
        return "createTasks 1,000 at a time; leaseNext 100 and completeAll 100 at a time, by concurrent workers";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        for (int workers : stage.effort().workers()) {
            results.add(create(stage, workers));
            results.add(claimAndComplete(stage, workers));
        }
        return results;
    }

    private Comparison create(Stage stage, int workers) throws SQLException {
        BenchDatabase database = stage.database();
        database.renew();
        FloorScript floor = FloorScript.read("create-batch");
        try (Gate gate = database.gate(workers)) {
            return stage.rounds()
                    .play(
                            name(),
                            "create 1,000, " + Scenario.counted(workers, "client"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> {
                                Tasker tasker = gate.tasker(UUID.randomUUID(), Work.PLANNER);
                                return Crew.rate(workers, stage.effort(), _ -> () -> {
                                    tasker.createTasks(Work.tasks(Work.CREATED_AT_ONCE));
                                    return Work.CREATED_AT_ONCE;
                                });
                            },
                            List.of(new Contender("floor", GOAL, () -> {
                                UUID tenant = UUID.randomUUID();
                                return Crew.rate(
                                        workers,
                                        stage.effort(),
                                        number -> floor.client(database.connect(), Work.floor(tenant, number)));
                            })));
        }
    }

    private Comparison claimAndComplete(Stage stage, int workers) throws SQLException {
        BenchDatabase database = stage.database();
        Effort effort = stage.effort();
        database.renew();
        FloorScript floor = FloorScript.read("claim-complete-batch");
        try (Gate gate = database.gate(workers)) {
            var supply = new Supply(gate, effort);
            List<Contender> others = new ArrayList<>();
            others.add(new Contender("floor", GOAL, () -> {
                UUID tenant = supply.tenantWithTasks();
                return supply.noted(Crew.rate(
                        workers, effort, number -> floor.client(database.connect(), Work.floor(tenant, number))));
            }));
            stage.peers()
                    .forEach(peer ->
                            others.add(new Contender(peer.name(), PEER_GOAL, new PeerMeasurement(peer, stage))));
            return stage.rounds()
                    .play(
                            name(),
                            "claim + complete 100, " + Scenario.counted(workers, "worker"),
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> gate(gate, supply, effort, workers),
                            others);
        }
    }

    private static double gate(Gate gate, Supply supply, Effort effort, int workers) throws SQLException {
        UUID tenant = supply.tenantWithTasks();
        return supply.noted(Crew.rate(workers, effort, number -> {
            Worker worker = gate.worker(tenant, "worker-" + number);
            return () -> Work.claimAndCompleteHundred(worker);
        }));
    }
}
