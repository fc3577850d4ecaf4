package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ExpireLeases;
import dev.asyncgate.lease.PromoteTasks;
import dev.asyncgate.schedule.NoteStaleSchedules;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine does by itself, every interval give or take a fifth until it is closed: it ends leases that ran out,
 * makes tasks ready whose time has come, looks where claims are to begin, counts outcomes and open tasks, says which schedules nobody fires, and forgets windows of
 * calls. Any number of engines may sweep one database.
 */
final class Sweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Operations operations;
    private final Duration interval;
    private final LongAdder leasesEnded = new LongAdder();
    private final Thread thread;

    Sweep(Operations operations, Duration interval) {
        this.operations = operations;
        this.interval = interval;
        this.thread = Thread.ofPlatform().daemon().name("asyncgate-sweep").start(this::run);
    }

    /** How many leases it has ended. */
    long leasesEnded() {
        return leasesEnded.sum();
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
            pass(operations, leasesEnded);
        } catch (GateException e) {
            LOG.warn("the sweep could not do its work, and tries again: {}", e.getMessage());
        }
    }

    /** Once through everything, on the caller's thread; an interrupt ends what takes several statements. */
    static void pass(Operations operations, LongAdder leasesEnded) {
        operations.expireLeases().tenants().forEach(tenant -> expire(operations, tenant, leasesEnded));
        operations.promoteTasks().tenants().forEach(tenant -> promote(operations, tenant));
        operations.claimTasks().lookAtHeads();
        operations.countOutcomes().tenants().forEach(tenant -> count(operations, tenant));
        operations.sampleTasks().tenants().forEach(operations.sampleTasks()::run);
        operations.noteStaleSchedules().tenants().forEach(tenant -> noteStale(operations, tenant));
        operations.dropWindows().tenants().forEach(operations.dropWindows()::run);
        operations.forgetSignedCalls().tenants().forEach(operations.forgetSignedCalls()::run);
        operations.noteSweep().run();
    }

    private static void expire(Operations operations, UUID tenantId, LongAdder leasesEnded) {
        int ended;
        do {
            ended = operations.expireLeases().run(tenantId);
            leasesEnded.add(ended);
            operations.announce(tenantId, ReadyTasks.UNKNOWN);
        } while (ended == ExpireLeases.BATCH && goesOn());
    }

    private static void promote(Operations operations, UUID tenantId) {
        int promoted;
        do {
            promoted = operations.promoteTasks().run(tenantId);
            operations.announce(tenantId, ReadyTasks.UNKNOWN);
        } while (promoted == PromoteTasks.BATCH && goesOn());
    }

    private static void noteStale(Operations operations, UUID tenantId) {
        while (operations.noteStaleSchedules().run(tenantId) == NoteStaleSchedules.BATCH && goesOn()) {
            LOG.debug("schedules of tenant {} are stale", tenantId);
        }
    }

    private static void count(Operations operations, UUID tenantId) {
        while (operations.countOutcomes().run(tenantId) && goesOn()) {
            LOG.debug("outcomes of tenant {} are being counted", tenantId);
        }
    }

    private static boolean goesOn() {
        return !Thread.currentThread().isInterrupted();
    }
}
