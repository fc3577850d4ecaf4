package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long the sweep takes for very many leases that have run out at once, and what a worker notices of it. */
final class SweepScenario implements Scenario {

    private static final Goal SECONDS = Goal.atMost(20);
    private static final Goal HELD = Goal.atMost(100);
    /** Of what is many elsewhere. */
    private static final int SHARE = 10;

    private static final List<NewTask> TASKS = Work.tasks(Work.CREATED_AT_ONCE);
    private static final ClaimTasks.Request ONE = new ClaimTasks.Request(List.of(), List.of("bench.work"), 1, null);

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public String description() {
        return "expired leases of one tenant swept, and the longest call of a worker meanwhile";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int leases = stage.effort().growth() / SHARE;
        List<Double> seconds = new ArrayList<>();
        List<Double> longest = new ArrayList<>();
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            stage.database().renew();
            UUID tenant = UUID.randomUUID();
            build(stage, tenant, leases);
            try (Gate gate = stage.database().gate(2)) {
                var worker = new Foreground(gate, tenant);
                double took = sweep(gate, tenant);
                double held = worker.end();
                stage.progress()
                        .accept(String.format(
                                Locale.ROOT,
                                "sweep, round %d: %.1f s, longest call of a worker %.0f ms",
                                round,
                                took,
                                held));
                if (round > 0) {
                    seconds.add(took);
                    longest.add(held);
                }
            }
        }
        String variant = String.format(Locale.ROOT, "%,d leases", leases);
        return List.of(
                new Comparison(name(), variant, Unit.SECONDS, new Spread(seconds), SECONDS, List.of(), List.of()),
                new Comparison(
                        name(),
                        variant + ", longest call beside it",
                        Unit.MILLISECONDS,
                        new Spread(longest),
                        HELD,
                        List.of(),
                        List.of()));
    }

    private static void build(Stage stage, UUID tenant, int leases) throws SQLException {
        stage.database().build("expired", Map.of("tenant", tenant, "leases", leases));
        stage.database().vacuum();
        stage.database().checkpoint();
    }

    /** The gate sweeps by itself too; whoever ends a lease, it is ended once. */
    private static double sweep(Gate gate, UUID tenant) {
        long start = System.nanoTime();
        int ended;
        do {
            ended = gate.expireLeases(tenant);
        } while (ended > 0);
        return (System.nanoTime() - start) / 1e9;
    }

    /** A worker that claims and completes one task after the other until it is told to end. */
    private static final class Foreground {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final CompletableFuture<Double> longestMillis;

        Foreground(Gate gate, UUID tenant) {
            Tasker tasker = gate.tasker(tenant, Work.PLANNER);
            tasker.createTasks(TASKS);
            Worker worker = gate.worker(tenant, "worker-0");
            longestMillis = CompletableFuture.supplyAsync(() -> work(tasker, worker));
        }

        private double work(Tasker tasker, Worker worker) {
            double longest = 0;
            while (!stopped.get()) {
                long start = System.nanoTime();
                List<ClaimedTask> claimed = worker.leaseNext(ONE);
                longest = Math.max(longest, millisSince(start));
                if (claimed.isEmpty()) {
                    tasker.createTasks(TASKS);
                }
                for (ClaimedTask task : claimed) {
                    start = System.nanoTime();
                    worker.complete(task.taskId(), task.leaseId(), Work.DONE);
                    longest = Math.max(longest, millisSince(start));
                }
            }
            return longest;
        }

        private static double millisSince(long start) {
            return (System.nanoTime() - start) / 1e6;
        }

        double end() {
            stopped.set(true);
            return longestMillis.join();
        }
    }
}
