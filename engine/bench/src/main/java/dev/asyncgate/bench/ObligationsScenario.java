package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The oldest open obligations of a principal, in a tenant with a long past. */
final class ObligationsScenario implements Scenario {

    private static final Goal GOAL = Goal.atMost(1.5);
    private static final int PAGE = 200;
    private static final int FEW = 5;
    /** Reads that do not count, before those that do. */
    private static final int WARM_UP = 20;

    @Override
    public String name() {
        return "obligations";
    }

    @Override
    public String description() {
        return "openObligations, the 200 oldest of one principal, among ever more receipts of its tenant";
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        stage.database().renew();
        for (int receipts : stage.effort().receipts()) {
            results.add(play(stage, receipts, receipts / 10, "many open"));
            results.add(play(stage, receipts, FEW, "five open"));
        }
        return results;
    }

    private Comparison play(Stage stage, int receipts, int open, String words) throws SQLException {
        BenchDatabase database = stage.database();
        UUID tenant = UUID.randomUUID();
        build(stage, tenant, receipts, open);
        try (Gate gate = database.gate(1);
                Crew.Client floor =
                        FloorScript.read("obligations").client(database.connect(), Map.of("tenant", tenant))) {
            Tasker tasker = gate.tasker(tenant, Work.PLANNER);
            int expected = Math.min(open, PAGE);
            return stage.rounds()
                    .play(
                            name(),
                            String.format(Locale.ROOT, "%,d receipts, %s", receipts, words),
                            Unit.MILLISECONDS,
                            null,
                            () -> millis(
                                    stage.effort().reads(),
                                    expected,
                                    () -> tasker.openObligations(PAGE, null)
                                            .obligations()
                                            .size()),
                            List.of(new Contender(
                                    "floor", GOAL, () -> millis(stage.effort().reads(), expected, floor))));
        }
    }

    private static void build(Stage stage, UUID tenant, int receipts, int open) throws SQLException {
        stage.progress().accept(String.format(Locale.ROOT, "obligations: making %,d receipts", receipts));
        stage.database().build("past", Map.of("tenant", tenant, "receipts", receipts, "open", open));
        stage.database().vacuum();
        stage.database().checkpoint();
    }

    /** The median time of one read. */
    private static double millis(int reads, int expected, Crew.Client reader) throws SQLException {
        List<Double> times = new ArrayList<>();
        for (int i = -WARM_UP; i < reads; i++) {
            long start = System.nanoTime();
            int rows = reader.step();
            double time = (System.nanoTime() - start) / 1e6;
            if (rows != expected) {
                throw new IllegalStateException("expected " + expected + " obligations and read " + rows);
            }
            if (i >= 0) {
                times.add(time);
            }
        }
        return new Spread(times).median();
    }
}
