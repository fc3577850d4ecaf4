package dev.asyncgate.invariant;

import dev.asyncgate.engine.TestGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Random sequences of every operation, against a model of what each must answer and leave behind. A failure prints its
 * seed, which {@code @Property(seed = "...")} replays.
 */
class EverySequenceDoesWhatTheModelSaysTest {

    /** Together the sequences lead to all of these, or the model proves less than it says. */
    private static final List<String> KINDS = List.of(
            "task.assigned",
            "task.accepted",
            "task.started",
            "task.progress",
            "task.completed",
            "task.failed",
            "task.canceled",
            "task.retry_scheduled",
            "task.amended",
            "task.waived",
            "task.result_ready",
            "lease.expired",
            "lease.released",
            "lease.revoked",
            "system.anomaly:excessive_renewals",
            "system.anomaly:repeated_invalid_lease",
            "system.anomaly:locatability_missing",
            "system.anomaly:max_attempts_exceeded",
            "system.anomaly:task_held");

    @SuppressWarnings("NullAway.Init")
    private static TestGate gate;

    @SuppressWarnings("NullAway.Init")
    private static Connection connection;

    @BeforeContainer
    static void open() throws SQLException {
        gate = TestGate.with(Map.of(
                "MAX_LEASE_RENEWALS", String.valueOf(Model.MOST_RENEWALS),
                "MAX_LEASE_LIFETIME_SECONDS", String.valueOf(Model.LONGEST_LIFE.toSeconds()),
                "MAX_LEASE_ENDS_WITHOUT_OUTCOME", String.valueOf(Model.MOST_LEASE_ENDS)));
        connection = TestGate.connect();
    }

    @AfterContainer
    static void close() throws SQLException {
        connection.close();
        gate.close();
    }

    @StatisticsReport(onFailureOnly = true)
    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void everyAnswerAndEveryReceiptIsForeseen(@ForAll("sequences") List<Step> sequence) throws SQLException {
        ModelRun run = new ModelRun(gate, connection);
        for (Step step : sequence) {
            run.take(step);
        }
        run.compare();
        run.kinds().forEach(Statistics.label("receipts")::collect);
        Statistics.label("receipts")
                .coverage(seen -> KINDS.forEach(kind -> seen.check(kind).count(n -> n > 0)));
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Step.sequences(40, 60);
    }
}
