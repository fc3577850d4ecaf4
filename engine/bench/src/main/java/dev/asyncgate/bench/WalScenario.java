package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The write-ahead log of one life of a task: created, claimed, completed. */
final class WalScenario implements Scenario {

    private static final Goal GOAL = Goal.atMost(6_000);

    @Override
    public String name() {
        return "wal";
    }

    @Override
    public String description() {
        return "bytes of write-ahead log for one life of a task (createTask, leaseNext, complete), one by one";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        BenchDatabase database = stage.database();
        database.renew();
        int lives = stage.effort().lives();
        var gauge = new WalGauge(database, lives);
        FloorScript floor = FloorScript.read("create").then(FloorScript.read("claim-complete"));
        try (Gate gate = database.gate(1)) {
            Comparison comparison = stage.rounds()
                    .play(
                            name(),
                            "one life, without full-page images",
                            Unit.BYTES_PER_LIFE,
                            GOAL,
                            () -> gauge.weigh(life(gate)),
                            List.of(new Contender("floor", null, () -> {
                                try (Crew.Client client =
                                        floor.client(database.connect(), Work.floor(UUID.randomUUID(), 0))) {
                                    return gauge.weigh(client);
                                }
                            })));
            double _ = gauge.weigh(life(gate));
            return List.of(comparison.explainedBy(gauge.lastRecords()));
        }
    }

    private static Crew.Client life(Gate gate) {
        UUID tenant = UUID.randomUUID();
        Tasker tasker = gate.tasker(tenant, Work.PLANNER);
        Worker worker = gate.worker(tenant, "worker-0");
        return () -> {
            tasker.createTask(Work.TASK);
            List<ClaimedTask> claimed = worker.leaseNext(ClaimTasks.Request.any());
            for (ClaimedTask task : claimed) {
                worker.complete(task.taskId(), task.leaseId(), Work.DONE);
            }
            return claimed.size();
        };
    }
}
