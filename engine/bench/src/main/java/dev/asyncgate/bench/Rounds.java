package dev.asyncgate.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the contenders take turns, A B A B, so that whatever slows the machine for a while slows all of them. */
record Rounds(int count, Consumer<String> progress) {

    /**
     * Plays one round that does not count and then those that do. AsyncGate goes first in each.
     *
     * @param own what AsyncGate's own figure is to reach; null where only ratios count
     */
    Comparison play(
            String scenario,
            String variant,
            Unit unit,
            @Nullable Goal own,
            Contender.Measurement gate,
            List<Contender> others)
            throws SQLException {
        List<Double> ours = new ArrayList<>();
        List<List<Double>> theirs =
                others.stream().map(_ -> (List<Double>) new ArrayList<Double>()).toList();
        for (int round = 0; round <= count; round++) {
            var line = new StringBuilder(
                    String.format(Locale.ROOT, "%s, %s, round %d of %d:", scenario, variant, round, count));
            double value = gate.take();
            line.append(" AsyncGate ").append(unit.show(value));
            if (round > 0) {
                ours.add(value);
            }
            for (int i = 0; i < others.size(); i++) {
                double other = others.get(i).measurement().take();
                line.append(", ").append(others.get(i).side()).append(' ').append(unit.show(other));
                if (round > 0) {
                    theirs.get(i).add(other);
                }
            }
            progress.accept(round == 0 ? line + " (does not count)" : line.toString());
        }
        return comparison(scenario, variant, unit, own, ours, others, theirs);
    }

    private static Comparison comparison(
            String scenario,
            String variant,
            Unit unit,
            @Nullable Goal own,
            List<Double> ours,
            List<Contender> others,
            List<List<Double>> theirs) {
        List<Comparison.Beside> besides = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Contender other = others.get(i);
            besides.add(new Comparison.Beside(other.side(), new Spread(theirs.get(i)), other.goal()));
        }
        return new Comparison(scenario, variant, unit, new Spread(ours), own, besides, List.of());
    }
}
