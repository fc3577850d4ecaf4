package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** How soon a worker that waits has a task that was just created, at random arrivals. */
final class PickupScenario implements Scenario {

    private static final Goal P50 = Goal.atMost(3);
    private static final Goal P95 = Goal.atMost(8);
    private static final int WORKERS = 4;
    private static final int CLAIMS = 50;
    private static final int FEWEST = 3;

    @Override
    public String name() {
        return "pickup";
    }

    @Override
    public String description() {
        return "from the return of createTask to the return of a leaseNext that waited, 4 workers, random arrivals";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        stage.database().renew();
        List<Comparison> results = new ArrayList<>();
        try (Gate gate = stage.database().gate(WORKERS + 1);
                Gate elsewhere = stage.database().gate(1)) {
            // Many arrivals first: the program is compiled while it runs, and few are to be measured of a compiled one.
            for (int rate : List.of(100, 20, 1)) {
                results.addAll(play(stage, rate + "/s, one process", gate, gate, rate));
            }
            results.addAll(play(stage, "20/s, two processes", gate, elsewhere, 20));
        }
        return results;
    }

    private List<Comparison> play(Stage stage, String variant, Gate gate, Gate creator, int rate) {
        List<Double> p50 = new ArrayList<>();
        List<Double> p95 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        int arrivals = arrivals(stage.effort(), rate);
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            List<Double> millis = measure(gate, creator, rate, arrivals);
            stage.progress()
                    .accept(String.format(
                            Locale.ROOT,
                            "pickup, %s, round %d: p50 %.2f ms",
                            variant,
                            round,
                            new Spread(millis).quantile(0.5)));
            if (round > 0) {
                p50.add(new Spread(millis).quantile(0.5));
                p95.add(new Spread(millis).quantile(0.95));
                p99.add(new Spread(millis).quantile(0.99));
            }
        }
        return List.of(
                comparison(variant + ", p50", p50, P50),
                comparison(variant + ", p95", p95, P95)
                        .explainedBy(List.of(
                                String.format(Locale.ROOT, "p99: %.3f ms", new Spread(p99).median()),
                                String.format(Locale.ROOT, "a claim of what is there: %.3f ms", claimMillis(gate)),
                                arrivals + " arrivals in each round")));
    }

    /** What a pick-up cannot be quicker than: the median time of a claim that need not wait. */
    private static double claimMillis(Gate gate) {
        UUID tenant = UUID.randomUUID();
        gate.tasker(tenant, Work.PLANNER).createTasks(Work.tasks(CLAIMS));
        Worker worker = gate.worker(tenant, "worker-0");
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            long start = System.nanoTime();
            worker.leaseNext(ClaimTasks.Request.any());
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return new Spread(millis).median();
    }

    private Comparison comparison(String variant, List<Double> values, Goal goal) {
        return new Comparison(name(), variant, Unit.MILLISECONDS, new Spread(values), goal, List.of(), List.of());
    }

    private static int arrivals(Effort effort, int rate) {
        return (int) Math.max(FEWEST, 2L * rate * effort.measured().toMillis() / 1000);
    }

    /** The times from creation to claim in order, in a tenant of its own. */
    private static List<Double> measure(Gate gate, Gate creator, int rate, int arrivals) {
        UUID tenant = UUID.randomUUID();
        var pickups = new Pickups(arrivals);
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = gate.worker(tenant, "worker-" + i);
            Thread.ofVirtual().start(() -> pickups.workThrough(worker));
        }
        Tasker tasker = creator.tasker(tenant, Work.PLANNER);
        for (int i = 0; i < arrivals; i++) {
            LockSupport.parkNanos(gap(rate));
            pickups.created(tasker.createTask(Work.TASK).taskId());
        }
        return pickups.millis();
    }

    /** Between arrivals that know nothing of each other: exponentially distributed. */
    private static long gap(int rate) {
        return (long) (-Math.log(1 - ThreadLocalRandom.current().nextDouble()) / rate * 1e9);
    }
}
