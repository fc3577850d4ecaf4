package dev.asyncgate.engine;

import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends leases that ran out, every interval give or take a fifth, until it is closed. */
final class Sweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int BATCH = 500;

    private final Operations operations;
    private final Duration interval;
    private final Thread thread;

    Sweep(Operations operations, Duration interval) {
        this.operations = operations;
        this.interval = interval;
        this.thread = Thread.ofPlatform().daemon().name("asyncgate-sweep").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long millis = interval.toMillis();
                Thread.sleep(ThreadLocalRandom.current().nextLong(millis * 4 / 5, millis * 6 / 5 + 1));
                sweepOnce();
            }
        } catch (InterruptedException e) {
            LOG.debug("the sweep stops");
        }
    }

    private void sweepOnce() {
        try {
            List<UUID> batch;
            do {
                batch = operations.expireLeases().run(null, BATCH);
                Set<UUID> tenants = new HashSet<>(batch);
                tenants.forEach(operations::announce);
            } while (batch.size() == BATCH);
        } catch (GateException e) {
            LOG.warn("the sweep could not look for stale leases, and tries again: {}", e.getMessage());
        }
    }
}
