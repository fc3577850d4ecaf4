package dev.asyncgate.receiptgate;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox holds, of all tenants, from a thread of its own until it is closed; no task waits for it. It also
 * notes a backlog, every minute. Any number of programs may deliver from one database. Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Line line;
    private final Delivery delivery;
    private final NoteBacklog noteBacklog;
    private final Semaphore changed = new Semaphore(0);
    private final ChangeFeed.Subscription subscription;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts delivering.
     *
     * @param changes tells when there may be something to deliver
     * @throws GateException INVALID_REQUEST when the token cannot be sent
     */
    public Dispatcher(Database database, Settings settings, Settings.ReceiptGate receiptGate, ChangeFeed changes) {
        this.line = new Line(receiptGate, Line.PAUSE);
        this.delivery = new Delivery(database, receiptGate, line);
        this.noteBacklog = new NoteBacklog(database, settings);
        this.subscription = changes.subscribe(tenant -> changed.release());
        this.thread = Thread.ofVirtual().name("asyncgate-dispatcher").start(this::run);
    }

    /** How deliveries go. */
    public Deliveries deliveries() {
        return line.deliveries();
    }

    private void run() {
        long notedNanos = System.nanoTime() - BETWEEN_NOTES.toNanos();
        try {
            while (!closed) {
                if (System.nanoTime() - notedNanos >= BETWEEN_NOTES.toNanos()) {
                    notedNanos = System.nanoTime();
                    noteBacklog();
                }
                if (!deliver()) {
                    boolean woken = changed.tryAcquire(LONGEST_IDLE.toNanos(), TimeUnit.NANOSECONDS);
                    LOG.trace("woken by a change: {}, and {} more", woken, changed.drainPermits());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the dispatcher stops");
        }
    }

    private boolean deliver() {
        try {
            return delivery.round();
        } catch (GateException e) {
            LOG.warn("receipts could not be taken from the outbox, and are tried again: {}", e.getMessage());
            return false;
        }
    }

    private void noteBacklog() {
        try {
            int tenants = noteBacklog.run();
            if (tenants > 0) {
                LOG.warn("more than {} receipts of {} tenants wait for ReceiptGate", Backlog.ANOMALOUS, tenants);
            }
        } catch (GateException e) {
            LOG.warn("the backlog could not be looked at, and is again in a minute: {}", e.getMessage());
        }
    }

    /** Lets the calls that are under way finish, for a moment; then they end untried or unanswered. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        changed.release();
        try {
            if (!thread.join(GRACE)) {
                line.close();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            line.close();
        }
    }
}
