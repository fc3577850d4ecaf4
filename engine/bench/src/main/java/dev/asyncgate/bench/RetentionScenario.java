package dev.asyncgate.bench;

import dev.asyncgate.database.Database;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.retention.ApplyRetention;
import dev.asyncgate.retention.Retained;
import dev.asyncgate.settings.Settings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** How fast old tasks go to the archive and out of the database, and what a worker notices of it. */
final class RetentionScenario implements Scenario {

    /** Of what is many elsewhere. */
    private static final int SHARE = 10;

    private static final int WORKERS = 2;

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String description() {
        return "ended tasks of one tenant archived and pruned, and the longest call of a worker meanwhile";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int tasks = stage.effort().growth() / SHARE;
        List<Double> rates = new ArrayList<>();
        List<Double> longest = new ArrayList<>();
        for (int round = 0; round <= stage.effort().rounds(); round++) {
            stage.database().renew();
            UUID tenant = UUID.randomUUID();
            stage.progress()
                    .accept(String.format(Locale.ROOT, "retention: leading %,d tasks through their lives", tasks));
            live(stage, tenant, tasks);
            age(stage.database());
            try (Gate gate = stage.database().gate(2);
                    TemporaryFolder archive = TemporaryFolder.make()) {
                var beside = new Foreground(gate, tenant);
                double rate = retire(stage.database(), tenant, archive.path(), tasks);
                double held = beside.end();
                stage.progress()
                        .accept(String.format(
                                Locale.ROOT,
                                "retention, round %d: %,.0f tasks/s, longest call of a worker %.0f ms",
                                round,
                                rate,
                                held));
                if (round > 0) {
                    rates.add(rate);
                    longest.add(held);
                }
            }
        }
        String variant = String.format(Locale.ROOT, "%,d ended tasks", tasks);
        return List.of(
                Comparison.alone(name(), variant, Unit.TASKS_PER_SECOND, rates, null),
                Comparison.alone(
                        name(), variant + ", longest call beside it", Unit.MILLISECONDS, longest, Foreground.HELD));
    }

    private static void live(Stage stage, UUID tenant, int tasks) throws SQLException {
        try (Gate gate = stage.database().gate(WORKERS)) {
            for (int made = 0; made < tasks; made += Work.CREATED_AT_ONCE) {
                gate.tasker(tenant, Work.PLANNER).createTasks(Work.tasks(Math.min(Work.CREATED_AT_ONCE, tasks - made)));
            }
            Crew.untilDone(WORKERS, number -> {
                Worker worker = gate.worker(tenant, "worker-" + number);
                return () -> Work.claimAndCompleteHundred(worker);
            });
        }
        stage.database().vacuum();
        stage.database().checkpoint();
    }

    /** Everything ended forty days ago. No digest holds an instant, so what verified still does. */
    private static void age(BenchDatabase database) throws SQLException {
        database.withoutGuards(List.of("task_outcomes", "receipts"), () -> {
            database.execute("UPDATE " + BenchDatabase.SCHEMA
                    + ".task_outcomes SET completed_at = completed_at - interval '40 days'");
            database.execute(
                    "UPDATE " + BenchDatabase.SCHEMA + ".receipts SET created_at = created_at - interval '40 days'");
        });
        database.vacuum();
        database.checkpoint();
    }

    private static double retire(BenchDatabase database, UUID tenant, Path archive, int tasks) {
        Settings settings = database.settings(1, Map.of("DATA_DIR", archive.toString()));
        try (Database owner = Database.open(database.owner(), settings, null)) {
            long start = System.nanoTime();
            Retained retained = new ApplyRetention(owner, settings).run(tenant, () -> false);
            if (retained.tasks() != tasks) {
                throw new IllegalStateException("retention took " + retained.tasks() + " of " + tasks + " tasks");
            }
            return tasks / ((System.nanoTime() - start) / 1e9);
        }
    }
}
