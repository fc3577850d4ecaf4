package dev.asyncgate.workers.demo;

import dev.asyncgate.json.Json;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a scenario submits, and when: a stream while not too many wait, or waves. For one thread. */
final class Source {

    /** No more are submitted while so many wait. */
    private static final int MOST_WAITING = 30;

    /** So long nothing waits before the next wave comes, in simulated seconds. */
    private static final double LULL = 10;

    private final Scenario scenario;
    private final Delegation delegation;
    private final Random random;
    private final String keys;
    private double due;
    private double lull;
    private long drawn;
    private @Nullable Submission next;

    /** What is submitted next; kept until the engine has taken it, so that no failure changes what is drawn. */
    private record Submission(SimulatedWork work, Json payload, String key) {}

    /** {@code keys} begins the idempotency keys of this run. */
    Source(Scenario scenario, Delegation delegation, long seed, String keys) {
        this.scenario = scenario;
        this.delegation = delegation;
        this.random = new Random(seed);
        this.keys = keys + "-" + scenario.name().toLowerCase(Locale.ROOT);
        this.due = scenario.tasksAtOnce();
    }

    Scenario scenario() {
        return scenario;
    }

    /**
     * Submits what has become due.
     *
     * @param seconds simulated ones that have passed
     * @param waiting asks how many of its tasks are in the queue
     * @throws dev.asyncgate.error.GateException what was not submitted stays due
     */
    void pass(double seconds, LongSupplier waiting) {
        if (scenario.comesInWaves()) {
            rise(seconds, waiting);
        } else {
            flow(seconds, waiting);
        }
    }

    private void rise(double seconds, LongSupplier waiting) {
        if (due < 1) {
            lull = waiting.getAsLong() == 0 ? lull + seconds : 0;
            due = lull < LULL ? 0 : scenario.tasksAtOnce();
        }
        submit((long) due);
    }

    private void flow(double seconds, LongSupplier waiting) {
        double rate = scenario.tasksAMinute() / 60.0;
        int most = Math.min(MOST_WAITING, 3 * scenario.tasksAtOnce());
        due = Math.min(due + rate * seconds, most);
        if (due >= 1) {
            submit(Math.min((long) due, most - waiting.getAsLong()));
        }
    }

    private void submit(long count) {
        for (long i = 0; i < count; i++) {
            Submission submission = next == null ? draw() : next;
            next = submission;
            delegation.submit(submission.work(), submission.payload(), submission.key());
            next = null;
            due--;
        }
    }

    private Submission draw() {
        SimulatedWork work = SimulatedWork.draw(scenario, random);
        drawn++;
        return new Submission(work, work.payload(random), keys + "-" + drawn);
    }
}
