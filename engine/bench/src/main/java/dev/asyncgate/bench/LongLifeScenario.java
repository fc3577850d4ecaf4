package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rate of claim and complete in a tenant through which many tasks have passed, beside what it was when the schema was
 * new. The two cannot take turns, so a machine that changes meanwhile shows here.
 */
final class LongLifeScenario implements Scenario {

    private static final Goal PASSED = Goal.atLeast(0.9);
    private static final Goal SNAPSHOT = Goal.atLeast(0.4);
    private static final int CLIENTS = 4;
    private static final int WORKERS = 2;
    /** A foreign snapshot is held for three tenths of what passes else. */
    private static final double UNDER_SNAPSHOT = 0.3;

    @Override
    public String name() {
        return "long-life";
    }

    @Override
    public String description() {
        return "leaseNext and complete after many tasks have passed through, beside the fresh rate; and under a foreign snapshot";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int passed = stage.effort().growth();
        int held = (int) (passed * UNDER_SNAPSHOT);
        return List.of(
                play(stage, String.format(Locale.ROOT, "after %,d tasks", passed), passed, false, PASSED),
                play(stage, String.format(Locale.ROOT, "%,d under one snapshot", held), held, true, SNAPSHOT));
    }

    private Comparison play(Stage stage, String variant, int passing, boolean underSnapshot, Goal goal)
            throws SQLException {
        stage.database().renew();
        UUID tenant = UUID.randomUUID();
        try (Gate gate = stage.database().gate(CLIENTS)) {
            List<Double> fresh = rates(stage, gate, tenant, variant + ", fresh");
            List<Double> later;
            try (Connection _ =
                    underSnapshot ? snapshot(stage) : stage.database().connect()) {
                pass(stage, gate, tenant, passing);
                later = rates(stage, gate, tenant, variant);
            }
            return new Comparison(
                    name(),
                    variant,
                    Unit.TASKS_PER_SECOND,
                    new Spread(later),
                    null,
                    List.of(new Comparison.Beside("fresh", new Spread(fresh), goal)),
                    List.of());
        }
    }

    /** A reader that has begun, and goes on. */
    private static Connection snapshot(Stage stage) throws SQLException {
        Connection foreign = stage.database().connect();
        foreign.setAutoCommit(false);
        foreign.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = foreign.createStatement()) {
            statement.execute("SELECT count(*) FROM queues");
        }
        return foreign;
    }

    private List<Double> rates(Stage stage, Gate gate, UUID tenant, String variant) throws SQLException {
        List<Double> rates = new ArrayList<>();
        double fastest = 1_000;
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            double seconds =
                    stage.effort().warmUp().plus(stage.effort().measured()).toMillis() / 1e3;
            supply(gate.tasker(tenant, Work.PLANNER), (int) (fastest * seconds * 1.5));
            double rate = Crew.rate(CLIENTS, stage.effort(), number -> {
                Worker worker = gate.worker(tenant, "worker-" + number);
                return () -> Work.claimAndComplete(worker);
            });
            fastest = Math.max(fastest, rate);
            stage.progress().accept(name() + ", " + variant + ": " + Unit.TASKS_PER_SECOND.show(rate));
            if (round > 0) {
                rates.add(rate);
            }
        }
        return rates;
    }

    private static void supply(Tasker tasker, int tasks) {
        for (int made = 0; made < tasks; made += Work.CREATED_AT_ONCE) {
            tasker.createTasks(Work.tasks(Work.CREATED_AT_ONCE));
        }
    }

    /** Each worker makes as many as it handles, so that the queue stays short and its head moves on. */
    private void pass(Stage stage, Gate gate, UUID tenant, int tasks) throws SQLException {
        stage.progress().accept(String.format(Locale.ROOT, "long-life: %,d tasks pass through", tasks));
        var left = new AtomicLong(tasks);
        Crew.untilDone(WORKERS, number -> {
            Worker worker = gate.worker(tenant, "worker-" + number);
            Tasker tasker = gate.tasker(tenant, Work.PLANNER);
            return () -> {
                if (left.getAndAdd(-Work.CREATED_AT_ONCE) <= 0) {
                    return 0;
                }
                tasker.createTasks(Work.tasks(Work.CREATED_AT_ONCE));
                for (int i = 0; i < Work.CREATED_AT_ONCE / Work.CLAIMED_AT_ONCE; i++) {
                    int _ = Work.claimAndCompleteHundred(worker);
                }
                return Work.CREATED_AT_ONCE;
            };
        });
    }
}
