package dev.asyncgate.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured on AsyncGate and on whatever it was compared with, in turn, in one run.
 *
 * @param variant what distinguishes it within its scenario, such as {@code 4 clients}
 * @param goal what AsyncGate's own figure is to reach; null where only ratios count
 * @param details further figures that explain it, as lines for a reader
 */
public record Comparison(
        String scenario,
        String variant,
        Unit unit,
        Spread gate,
        @Nullable Goal goal,
        List<Beside> besides,
        List<String> details) {

    /**
     * What stood beside AsyncGate.
     *
     * @param side {@code floor}, or the name of a peer
     * @param goal what AsyncGate's figure divided by this one is to reach; null where none is set
     */
    public record Beside(
            String side, Spread values, @Nullable Goal goal) {}

    public Comparison {
        besides = List.copyOf(besides);
        details = List.copyOf(details);
    }

    /** A figure that nothing stands beside, from the second round on. */
    static Comparison alone(String scenario, String variant, Unit unit, List<Double> rounds, @Nullable Goal goal) {
        return new Comparison(scenario, variant, unit, new Spread(rounds), goal, List.of(), List.of());
    }

    /** AsyncGate's figure divided by the other's, round by round. */
    public Spread ratio(Beside beside) {
        return new Spread(IntStream.range(0, gate.values().size())
                .mapToObj(round ->
                        gate.values().get(round) / beside.values().values().get(round))
                .toList());
    }

    Comparison explainedBy(List<String> lines) {
        return new Comparison(scenario, variant, unit, gate, goal, besides, lines);
    }
}
