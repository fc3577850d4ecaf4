package dev.asyncgate.faults;

import java.util.Random;

/** What the random choices of a test grow from: printed, and played again with {@code -Dfaults.seed=}. */
final class Seed {

    private Seed() {}

    static Random of(Object test) {
        long seed = Long.getLong("faults.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println(test.getClass().getSimpleName() + ": -Dfaults.seed=" + seed);
        return new Random(seed);
    }
}
