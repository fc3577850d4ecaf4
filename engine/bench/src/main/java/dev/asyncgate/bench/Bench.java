package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Measures the engine on a server, in a schema of its own that closing drops. Closing may come from another thread, to
 * end a measurement that is under way.
 */
public final class Bench implements AutoCloseable {

    private static final List<Scenario> SCENARIOS = List.of(
            new CreateScenario(),
            new ClaimCompleteScenario(),
            new BatchScenario(),
            new HttpScenario(),
            new PickupScenario(),
            new IdleScenario(),
            new WakeScenario(),
            new ObligationsScenario(),
            new WalScenario(),
            new BehindScenario(),
            new LongLifeScenario(),
            new SweepScenario(),
            new ListScenario(),
            new VerifyScenario(),
            new RetentionScenario(),
            new BackupScenario());

    private static final int CONNECTIONS = 4;

    private final BenchDatabase database;
    private final Conditions conditions;
    private boolean closed;

    private Bench(BenchDatabase database, Conditions conditions) {
        this.database = database;
        this.conditions = conditions;
    }

    /** What can be measured: names and what stands behind them, in the order in which all are played. */
    public static Map<String, String> scenarios() {
        Map<String, String> scenarios = new LinkedHashMap<>();
        SCENARIOS.forEach(scenario -> scenarios.put(scenario.name(), scenario.description()));
        return scenarios;
    }

    /** The names of those that a quick run plays. */
    public static List<String> quickScenarios() {
        return SCENARIOS.stream()
                .filter(scenario -> !scenario.takesMinutes())
                .map(Scenario::name)
                .toList();
    }

    /**
     * Joins the server that the settings name.
     *
     * @throws GateException DATABASE_UNAVAILABLE or UNAUTHORIZED that says what to do
     */
    public static Bench open(Settings settings) {
        BenchDatabase database = BenchDatabase.open(settings);
        try {
            return new Bench(database, Conditions.of(database, settings.dataDir()));
        } catch (SQLException e) {
            database.close();
            throw BenchDatabase.failure(e);
        }
    }

    /** Under which conditions it measures. */
    public Conditions conditions() {
        return conditions;
    }

    /**
     * Measures.
     *
     * @param names of scenarios; none where it is empty
     * @param version of AsyncGate, for the report
     * @param progress takes a line for each round
     * @throws IllegalArgumentException for a name that is not one of {@link #scenarios}
     * @throws GateException when the server does not go along
     */
    public Report run(List<String> names, Effort effort, String version, Consumer<String> progress) {
        Instant startedAt = Instant.now();
        List<Peer> peers = ServiceLoader.load(Peer.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        var stage = new Stage(database, effort, peers, progress);
        List<Comparison> comparisons = new ArrayList<>();
        try {
            for (Scenario scenario : chosen(names)) {
                comparisons.addAll(scenario.play(stage));
            }
        } catch (SQLException e) {
            throw BenchDatabase.failure(e);
        }
        return new Report(startedAt, version, Commit.ofThisBuild(), effort, conditions, comparisons);
    }

    /**
     * A gate on a schema made anew, in which {@code floor/NAME.sql} was run once: for scenarios that measure something
     * else than the engine. Whoever asks closes it.
     */
    public Gate furnished(String name, Map<String, Object> given) {
        try {
            database.renew();
            database.build(name, given);
            database.vacuum();
            return database.gate(CONNECTIONS);
        } catch (SQLException e) {
            throw BenchDatabase.failure(e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }

    private static List<Scenario> chosen(List<String> names) {
        for (String name : names) {
            if (!scenarios().containsKey(name)) {
                throw new IllegalArgumentException(name);
            }
        }
        return SCENARIOS.stream()
                .filter(scenario -> names.contains(scenario.name()))
                .toList();
    }
}
