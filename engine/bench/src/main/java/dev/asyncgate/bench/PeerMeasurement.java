package dev.asyncgate.bench;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.time.Duration;

/** The rate at which a peer completes tasks, measured as a {@link Crew}'s. */
final class PeerMeasurement implements Contender.Measurement {

    private static final double FIRST_GUESS_PER_SECOND = 10_000;
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Peer peer;
    private final Stage stage;
    private double fastest = FIRST_GUESS_PER_SECOND;

    PeerMeasurement(Peer peer, Stage stage) {
        this.peer = peer;
        this.stage = stage;
    }

    @Override
    public double take() throws SQLException {
        Effort effort = stage.effort();
        double seconds = effort.warmUp().plus(effort.measured()).toMillis() / 1e3;
        int tasks = (int) (fastest * seconds * 1.5);
        BenchDatabase database = stage.database();
        try (Peer.Run run = peer.start(database.owner(), BenchDatabase.SCHEMA, tasks)) {
            work(effort.warmUp(), run, tasks);
            long start = System.nanoTime();
            long before = run.completed();
            work(effort.measured(), run, tasks);
            double rate = (run.completed() - before) / ((System.nanoTime() - start) / 1e9);
            fastest = Math.max(fastest, rate);
            return rate;
        }
    }

    private static void work(Duration duration, Peer.Run run, int tasks) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end && run.completed() < tasks) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GateException(ErrorCode.INTERNAL_ERROR, "The measurement was interrupted.", e);
            }
        }
    }
}
