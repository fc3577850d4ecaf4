package dev.asyncgate.bench;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Some clients, each a thread that takes one step after the other without a pause. The load runs on from the warm-up
 * into the measured stretch, so that neither start nor end of a thread falls into it.
 */
final class Crew {

    /** One client, used by one thread. */
    interface Client extends AutoCloseable {

        /** Does one unit of work or a batch; returns how many tasks it handled, 0 when none is left. */
        int step() throws SQLException;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes the client of this number, from 0. */
    @FunctionalInterface
    interface Hiring {
        Client hire(int number) throws SQLException;
    }

    private final LongAdder handled = new LongAdder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    private Crew() {}

    /** Tasks per second of all clients together; until the work ran out, when it did. */
    static double rate(int clients, Effort effort, Hiring hiring) throws SQLException {
        List<Client> hired = new ArrayList<>();
        try {
            for (int number = 0; number < clients; number++) {
                hired.add(hiring.hire(number));
            }
            return new Crew().run(hired, effort);
        } finally {
            for (Client client : hired) {
                client.close();
            }
        }
    }

    /** Lets all clients work until none has anything left. */
    static void untilDone(int clients, Hiring hiring) throws SQLException {
        var crew = new Crew();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                Client client = hiring.hire(number);
                running.add(threads.submit(() -> crew.work(client)));
            }
            for (Future<Void> future : running) {
                outcome(future);
            }
        }
    }

    private double run(List<Client> clients, Effort effort) throws SQLException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            long began = System.nanoTime();
            List<Future<Void>> running = clients.stream()
                    .map(client -> threads.submit((Callable<Void>) () -> work(client)))
                    .toList();
            boolean early = endsWithin(effort.warmUp());
            long start = early ? began : System.nanoTime();
            long before = early ? 0 : handled.sum();
            boolean _ = endsWithin(effort.measured());
            double seconds = (System.nanoTime() - start) / 1e9;
            double tasks = handled.sum() - before;
            stopped = true;
            for (Future<Void> future : running) {
                outcome(future);
            }
            return tasks / seconds;
        }
    }

    private Void work(Client client) throws SQLException {
        try {
            while (!stopped) {
                int tasks = client.step();
                if (tasks == 0) {
                    break;
                }
                handled.add(tasks);
            }
        } finally {
            ended.countDown();
        }
        return null;
    }

    private boolean endsWithin(Duration duration) {
        try {
            return ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopped = true;
            throw interrupted(e);
        }
    }

    private static void outcome(Future<Void> future) throws SQLException {
        try {
            future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static GateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new GateException(ErrorCode.INTERNAL_ERROR, "The measurement was interrupted.", e);
    }
}
