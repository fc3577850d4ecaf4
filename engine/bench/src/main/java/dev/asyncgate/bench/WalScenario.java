package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The write-ahead log of one life of a task: created, claimed, completed. */
final class WalScenario implements Scenario {

    private static final Goal GOAL = Goal.atMost(6_000);

    @Override
    public String name() {
        return "wal";
    }

    @Override
    public String description() {
        return "bytes of write-ahead log for one life of a task (createTask, leaseNext, complete), without full-page images";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        var after = new AtomicLong();
        var before = new AtomicLong(Integer.MAX_VALUE);
        return List.of(
                play(stage, "one life, newest tenant", () -> tenant(after.incrementAndGet())),
                play(stage, "one life, between tenants", () -> tenant(before.decrementAndGet())));
    }

    /** Where a tenant's keys fall decides how its index pages split: after all others, or in the midst of them. */
    private static UUID tenant(long order) {
        return new UUID(order << 32, Long.MIN_VALUE);
    }

    private Comparison play(Stage stage, String variant, Supplier<UUID> tenants) throws SQLException {
        BenchDatabase database = stage.database();
        database.renew();
        var gauge = new WalGauge(database, stage.effort().lives());
        FloorScript floor = FloorScript.read("create").then(FloorScript.read("claim-complete"));
        try (Gate gate = database.gate(1)) {
            Comparison comparison = stage.rounds()
                    .play(
                            name(),
                            variant,
                            Unit.BYTES_PER_LIFE,
                            GOAL,
                            () -> gauge.weigh(life(gate, tenants.get())),
                            List.of(new Contender("floor", null, () -> {
                                try (Crew.Client client =
                                        floor.client(database.connect(), Work.floor(tenants.get(), 0))) {
                                    return gauge.weigh(client);
                                }
                            })));
            double _ = gauge.weigh(life(gate, tenants.get()));
            return comparison.explainedBy(gauge.lastRecords());
        }
    }

    private static Crew.Client life(Gate gate, UUID tenant) {
        Tasker tasker = gate.tasker(tenant, Work.PLANNER);
        Worker worker = gate.worker(tenant, "worker-0");
        return () -> {
            tasker.createTask(Work.TASK);
            return Work.claimAndComplete(worker);
        };
    }
}
