package dev.asyncgate.invariant;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * One step of a random sequence. What the numbers mean depends on what is there when it is taken: {@code pick} chooses a
 * task or a lease, {@code variant} who calls, with what content and how.
 */
record Step(Action action, int pick, int variant) {

    /** Sequences of so many steps. */
    static Arbitrary<List<Step>> sequences(int least, int most) {
        Arbitrary<Action> actions = Arbitraries.frequency(Arrays.stream(Action.values())
                .map(action -> Tuple.of(action.weight, action))
                .toList());
        return Combinators.combine(
                        actions,
                        Arbitraries.integers().between(0, 15).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(0, 47).withDistribution(RandomDistribution.uniform()))
                .as(Step::new)
                .list()
                .ofMinSize(least)
                .ofMaxSize(most);
    }

    enum Action {
        CREATE(10),
        CREATE_WITH_KEY(4),
        CLAIM(18),
        START(6),
        RENEW(14),
        PROGRESS(6),
        COMPLETE(10),
        FAIL(8),
        RELEASE(6),
        ADVANCE(9),
        SWEEP(8),
        CANCEL(3),
        REVOKE(4),
        HOLD(3),
        RESUME(4),
        PAUSE_TYPE(2),
        RESUME_TYPE(3),
        REPRIORITIZE(3),
        RETRY(4),
        WAIVE(4),
        AMEND(5);

        final int weight;

        Action(int weight) {
            this.weight = weight;
        }
    }
}
