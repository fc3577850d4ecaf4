package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ReadyQueues;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the database on behalf of all workers that rest: when told that something may be ready, at the next eligible
 * time, and every 5 seconds, lest a notice was lost. One statement for all tenants that are due; none while nobody rests.
 */
final class Lookout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration GAP = Duration.ofMillis(5);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(1);

    private final WaitingLines lines;
    private final ReadyQueues readyQueues;
    private final Thread thread;

    Lookout(WaitingLines lines, ReadyQueues readyQueues) {
        this.lines = lines;
        this.readyQueues = readyQueues;
        this.thread = Thread.ofPlatform().daemon().name("asyncgate-lookout").start(this::run);
    }

    /** Lets a look that is under way come to its end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            boolean ended = thread.join(LONGEST_GOODBYE);
            LOG.debug("the lookout has ended: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(GAP);
            }
        } catch (InterruptedException e) {
            LOG.debug("the lookout ends");
        }
    }

    private void look() throws InterruptedException {
        try {
            readyQueues.run(lines.awaitLook()).forEach(this::tell);
        } catch (GateException e) {
            LOG.debug("the lookout saw nothing, and looks again: {}", e.getMessage());
        }
    }

    private void tell(UUID tenantId, ReadyQueues.Found found) {
        ReadyTasks _ = lines.call(tenantId, found.ready());
        Duration nextIn = found.nextIn();
        if (nextIn != null) {
            lines.lookIn(tenantId, nextIn);
        }
    }
}
