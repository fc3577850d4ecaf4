package dev.asyncgate.invariant;

import dev.asyncgate.engine.TestGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random sequences of every operation, against a model of what each must answer and leave behind. A failure prints its
 * seed, which {@code @Property(seed = "...")} replays.
 */
class EverySequenceDoesWhatTheModelSaysTest {

    private static TestGate gate;
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

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void everyAnswerAndEveryReceiptIsForeseen(@ForAll("sequences") List<Step> sequence) throws SQLException {
        ModelRun run = new ModelRun(gate, connection);
        for (Step step : sequence) {
            run.take(step);
        }
        run.compare();
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Step.Action> actions = Arbitraries.frequency(Arrays.stream(Step.Action.values())
                .map(action -> Tuple.of(action.weight, action))
                .toList());
        return Combinators.combine(
                        actions,
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 47))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }
}
