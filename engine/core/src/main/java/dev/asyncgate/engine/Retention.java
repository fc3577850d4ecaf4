package dev.asyncgate.engine;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.error.GateException;
import dev.asyncgate.retention.ApplyRetention;
import dev.asyncgate.retention.Retained;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies retention every hour until it is closed, beside the sweep, which must not wait for it. It has a pool of its own,
 * for only the owner of the schema may delete what is written once.
 */
final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BETWEEN_PASSES = Duration.ofHours(1);

    private final Database owner;
    private final ApplyRetention applyRetention;
    private final Thread thread;

    Retention(DatabaseAddress ownerAddress, Settings settings) {
        this.owner = Database.open(ownerAddress, settings, null);
        this.applyRetention = new ApplyRetention(owner, settings);
        this.thread = Thread.ofPlatform().daemon().name("asyncgate-retention").start(this::run);
    }

    @Override
    public void close() {
        thread.interrupt();
        owner.close();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                pass();
                Thread.sleep(BETWEEN_PASSES);
            }
        } catch (InterruptedException e) {
            LOG.debug("retention stops");
        }
    }

    private void pass() {
        try {
            Retained retained = applyRetention.run(thread::isInterrupted);
            if (retained.tasks() > 0) {
                LOG.info("{} ended tasks with {} receipts went to the archive", retained.tasks(), retained.receipts());
            }
        } catch (GateException e) {
            LOG.warn("retention could not do its work, and tries again in an hour: {}", e.getMessage());
        }
    }
}
