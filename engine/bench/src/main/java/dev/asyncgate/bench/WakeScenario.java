package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What it costs writers that workers elsewhere wait and are told. */
final class WakeScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(0.95);
    private static final int WRITERS = 16;
    private static final int WAITING = 50;
    private static final Duration REST = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "wake";
    }

    @Override
    public String description() {
        return "createTask by 16 clients while 50 workers of another process wait, beside the same while none does";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        stage.database().renew();
        try (Gate gate = stage.database().gate(WRITERS)) {
            return List.of(stage.rounds()
                    .play(
                            name(),
                            WRITERS + " writers, " + WAITING + " waiting",
                            Unit.TASKS_PER_SECOND,
                            null,
                            () -> whileOthersWait(stage, gate),
                            List.of(new Contender("nobody waits", GOAL, () -> rate(stage, gate, UUID.randomUUID())))));
        }
    }

    /** They wait for tasks of a type that nobody creates, so they take none of the writers' time but are told of each. */
    private static double whileOthersWait(Stage stage, Gate gate) throws SQLException {
        UUID tenant = UUID.randomUUID();
        try (Gate elsewhere = stage.database().gate(2)) {
            var request = new ClaimTasks.Request(List.of(), List.of("bench.other"), 1, null);
            for (int i = 0; i < WAITING; i++) {
                Worker worker = elsewhere.worker(tenant, "waiting-" + i);
                Thread.ofVirtual().start(() -> worker.leaseNext(request, REST));
            }
            return rate(stage, gate, tenant);
        }
    }

    private static double rate(Stage stage, Gate gate, UUID tenant) throws SQLException {
        return Crew.rate(WRITERS, stage.effort(), _ -> {
            var tasker = gate.tasker(tenant, Work.PLANNER);
            return () -> {
                tasker.createTask(Work.TASK);
                return 1;
            };
        });
    }
}
