package dev.asyncgate.app;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.bench.Stand;
import dev.asyncgate.app.leases.TimelineBench;
import dev.asyncgate.app.receipts.GraphBench;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.bench.Bench;
import dev.asyncgate.bench.Comparison;
import dev.asyncgate.bench.Effort;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;

/** The scenarios that measure the console: without a display, drawn by software. */
public final class ConsoleBench {

    private static final int LEASES = 1_000_000;
    private static final int SMALL = 200;
    private static final int LARGE = 100_000;

    private ConsoleBench() {}

    /** What can be measured, and what stands behind it. */
    public static Map<String, String> scenarios() {
        Map<String, String> scenarios = new LinkedHashMap<>();
        scenarios.put(TimelineBench.NAME, "the console's timeline over a million leases: first picture, pan, zoom");
        scenarios.put(GraphBench.NAME, "the console's graph of 200 and of 100,000 receipts: first picture, pan");
        return scenarios;
    }

    /** Measures, on the server of the bench. */
    public static List<Comparison> run(Bench bench, List<String> names, Effort effort, Consumer<String> progress) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Platform.setImplicitExit(false);
        Platform.startup(Fonts::load);
        try {
            List<Comparison> found = new ArrayList<>();
            if (names.contains(TimelineBench.NAME)) {
                UUID tenant = UUID.randomUUID();
                progress.accept(TimelineBench.NAME + ": making %,d leases".formatted(LEASES));
                try (Gate gate = bench.furnished("leases", Map.of("tenant", tenant, "leases", LEASES));
                        Stand stand = Stand.open(gate, effort, progress)) {
                    found.addAll(TimelineBench.run(stand, tenant, acting(gate)));
                }
            }
            if (names.contains(GraphBench.NAME)) {
                found.addAll(graph(bench, effort, progress, SMALL, 300));
                found.addAll(graph(bench, effort, progress, LARGE, 2_000));
            }
            return found;
        } finally {
            Platform.exit();
        }
    }

    private static List<Comparison> graph(
            Bench bench, Effort effort, Consumer<String> progress, int receipts, double goal) {
        UUID tenant = UUID.randomUUID();
        UUID root = UUID.randomUUID();
        progress.accept(GraphBench.NAME + ": making %,d receipts".formatted(receipts));
        try (Gate gate = bench.furnished("tree", Map.of("tenant", tenant, "root", root, "receipts", receipts));
                Stand stand = Stand.open(gate, effort, progress)) {
            return GraphBench.run(stand, tenant, root, receipts, goal, acting(gate));
        }
    }

    private static Function<UUID, Acting> acting(Gate gate) {
        Principal operator = Principal.external(PrincipalKind.HUMAN, "bench");
        return tenant -> new Acting(gate.operator(tenant, operator), Environment.local(), "bench", new Dialogs());
    }
}
