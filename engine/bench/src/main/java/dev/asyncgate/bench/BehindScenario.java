package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Claims behind tasks that the worker may not take: many of them beside few. */
final class BehindScenario implements Scenario {

    private static final Goal GOAL = Goal.atMost(2);
    private static final int FEW = 1_000;
    private static final int WARM_UP = 50;
    /** Types of the tasks that may be taken, as {@code floor/behind.sql} has them. */
    private static final int TYPES = 50;

    private static final Map<String, String> KINDS = Map.of(
            "unfit", "need a capability",
            "later", "back off",
            "paused", "are of a paused type",
            "types", "are of types not accepted");

    @Override
    public String name() {
        return "behind";
    }

    @Override
    public String description() {
        return "p99 of a leaseNext behind tasks that its worker may not take, beside the same behind 1,000 of them";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        List<Comparison> results = new ArrayList<>();
        stage.database().renew();
        for (String kind : List.of("unfit", "later", "paused", "types")) {
            results.add(play(stage, kind));
        }
        return results;
    }

    private Comparison play(Stage stage, String kind) throws SQLException {
        int many = stage.effort().growth();
        UUID behindMany = queue(stage, kind, many);
        UUID behindFew = queue(stage, kind, Math.min(FEW, many));
        // The sweep's count has a connection of its own: what a claim waits for is its own statement.
        try (Gate gate = stage.database().gate(2)) {
            Worker worker = gate.worker(behindMany, "worker-0");
            Worker beside = gate.worker(behindFew, "worker-0");
            ClaimTasks.Request request = request(kind);
            return stage.rounds()
                    .play(
                            name(),
                            String.format(Locale.ROOT, "%,d that %s", many, KINDS.get(kind)),
                            Unit.MILLISECONDS,
                            null,
                            () -> p99(stage.effort().reads(), worker, request),
                            List.of(new Contender(
                                    "1,000 ahead",
                                    GOAL,
                                    () -> p99(stage.effort().reads(), beside, request))));
        }
    }

    private static ClaimTasks.Request request(String kind) {
        List<String> types = kind.equals("types")
                ? IntStream.range(0, TYPES).mapToObj(n -> "fit." + n).toList()
                : List.of();
        return new ClaimTasks.Request(List.of(), types, 1, null);
    }

    private static UUID queue(Stage stage, String kind, int ahead) throws SQLException {
        stage.progress().accept(String.format(Locale.ROOT, "behind, %s: making %,d tasks", kind, ahead));
        UUID tenant = UUID.randomUUID();
        int fit = (stage.effort().rounds() + 1) * (stage.effort().reads() + WARM_UP);
        stage.database().build("behind", Map.of("tenant", tenant, "ahead", ahead, "fit", fit, "kind", kind));
        stage.database().vacuum();
        stage.database().checkpoint();
        return tenant;
    }

    private static double p99(int claims, Worker worker, ClaimTasks.Request request) {
        List<Double> millis = new ArrayList<>();
        for (int i = -WARM_UP; i < claims; i++) {
            long start = System.nanoTime();
            int tasks = worker.leaseNext(request).size();
            double time = (System.nanoTime() - start) / 1e6;
            if (tasks != 1) {
                throw new IllegalStateException("a claim came back with " + tasks + " tasks");
            }
            if (i >= 0) {
                millis.add(time);
            }
        }
        return new Spread(millis).quantile(0.99);
    }
}
