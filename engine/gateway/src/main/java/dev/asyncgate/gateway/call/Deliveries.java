package dev.asyncgate.gateway.call;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.LedgerEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes who has fetched what, after the answer: marks that come while one write runs are written together by the next.
 * Marks only tell when a receipt was fetched first, so those that a lost database takes with it cost nothing but that.
 * Thread-safe.
 */
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Gate gate;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<UUID, Set<UUID>> waiting = new HashMap<>();
    private final Condition written = lock.newCondition();
    private boolean writing;

    public Deliveries(Gate gate) {
        this.gate = gate;
    }

    /** Notes the receipts of a page that nobody had fetched before. */
    void note(UUID tenantId, Collection<LedgerEntry> page) {
        List<UUID> fetched = page.stream()
                .filter(entry -> entry.deliveredAt() == null)
                .map(entry -> entry.receipt().receiptId())
                .toList();
        if (fetched.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            waiting.computeIfAbsent(tenantId, tenant -> new HashSet<>()).addAll(fetched);
            if (!writing) {
                writing = true;
                Thread.ofVirtual().name("deliveries").start(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        for (Map<UUID, Set<UUID>> next = next(); !next.isEmpty(); next = next()) {
            next.forEach(this::write);
        }
    }

    /** What waits, taken; with nothing waiting the writer is done. */
    private Map<UUID, Set<UUID>> next() {
        lock.lock();
        try {
            Map<UUID, Set<UUID>> taken = waiting;
            waiting = new HashMap<>();
            writing = !taken.isEmpty();
            written.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void write(UUID tenantId, Set<UUID> receiptIds) {
        try {
            gate.tasker(tenantId, Principal.ASYNCGATE).markDelivered(receiptIds);
        } catch (GateException e) {
            LOG.warn("{} delivery marks were not written: {}", receiptIds.size(), e.getMessage());
        }
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        lock.lock();
        try {
            while (writing) {
                written.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
