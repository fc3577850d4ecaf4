package dev.asyncgate.app.bench;

import dev.asyncgate.bench.Comparison;
import dev.asyncgate.bench.Goal;
import dev.asyncgate.bench.Spread;
import dev.asyncgate.bench.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rounds of one scenario found, by what was measured. */
public final class Figures {

    private record Kind(String variant, Unit unit, @Nullable Goal goal) {}

    private final String scenario;
    private final Map<Kind, List<Double>> found = new LinkedHashMap<>();

    public Figures(String scenario) {
        this.scenario = scenario;
    }

    public void add(String variant, Unit unit, @Nullable Goal goal, double value) {
        found.computeIfAbsent(new Kind(variant, unit, goal), ignored -> new ArrayList<>())
                .add(value);
    }

    public List<Comparison> comparisons() {
        return found.entrySet().stream()
                .map(it -> new Comparison(
                        scenario,
                        it.getKey().variant(),
                        it.getKey().unit(),
                        new Spread(it.getValue()),
                        it.getKey().goal(),
                        List.of(),
                        List.of()))
                .toList();
    }
}
