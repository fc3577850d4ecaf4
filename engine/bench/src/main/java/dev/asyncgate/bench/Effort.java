package dev.asyncgate.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long and how wide to measure.
 *
 * @param rounds pairs that count, from 2; one more goes before them and does not
 * @param warmUp before each measured stretch, under the same load
 * @param measured the stretch that counts
 * @param clients how many call one at a time, in turn; from many to few, so that a Java program is compiled by the time that
 *     its single calls are measured
 * @param workers how many work in batches, in turn
 * @param receipts how many receipts a tenant has where its past matters, in turn
 * @param growth how many tasks are many: that stand in a queue, have passed through it, or lie in a ledger
 * @param reads how many reads make one figure
 * @param lives how many tasks are lived through one by one where their log is weighed
 */
public record Effort(
        int rounds,
        Duration warmUp,
        Duration measured,
        List<Integer> clients,
        List<Integer> workers,
        List<Integer> receipts,
        int growth,
        int reads,
        int lives) {

    public static final Effort FULL = new Effort(
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            List.of(16, 4, 1),
            List.of(4, 2, 1),
            List.of(10_000, 1_000_000, 10_000_000),
            1_000_000,
            300,
            1_000);

    /** All scenarios within two minutes, at the price of wider intervals. */
    public static final Effort QUICK = new Effort(
            3,
            Duration.ofMillis(200),
            Duration.ofMillis(600),
            List.of(16, 1),
            List.of(2),
            List.of(10_000, 100_000),
            20_000,
            100,
            300);

    public Effort {
        clients = List.copyOf(clients);
        workers = List.copyOf(workers);
        receipts = List.copyOf(receipts);
        if (rounds < 2) {
            throw new IllegalArgumentException("rounds: " + rounds);
        }
    }

    public Effort withRounds(int rounds) {
        return new Effort(rounds, warmUp, measured, clients, workers, receipts, growth, reads, lives);
    }
}
