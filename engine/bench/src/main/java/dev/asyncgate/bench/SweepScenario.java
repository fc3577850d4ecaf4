package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How long the sweep takes for very many leases that have run out at once, and what a worker notices of it. */
final class SweepScenario implements Scenario {

    private static final Goal SECONDS = Goal.atMost(20);
    /** Of what is many elsewhere. */
    private static final int SHARE = 10;

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
                var beside = new Foreground(gate, tenant);
                double took = sweep(gate, tenant);
                double held = beside.end();
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
                Comparison.alone(name(), variant, Unit.SECONDS, seconds, SECONDS),
                Comparison.alone(
                        name(), variant + ", longest call beside it", Unit.MILLISECONDS, longest, Foreground.HELD));
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
}
