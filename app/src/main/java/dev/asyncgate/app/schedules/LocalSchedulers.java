package dev.asyncgate.app.schedules;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.workers.scheduler.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The schedulers that run in this program, one for a tenant at most, until it ends. Thread-safe. */
public final class LocalSchedulers implements AutoCloseable {

    private final Gate gate;
    private final Map<UUID, Scheduler> running = new HashMap<>();

    public LocalSchedulers(Gate gate) {
        this.gate = gate;
    }

    synchronized boolean isRunning(UUID tenantId) {
        return running.containsKey(tenantId);
    }

    /** Does nothing where one runs already. Waits for the database. */
    synchronized void start(UUID tenantId) {
        running.computeIfAbsent(
                tenantId,
                id -> Scheduler.start(gate, id, "scheduler-" + gate.settings().instanceId()));
    }

    /** Waits for what is being fired. */
    synchronized void stop(UUID tenantId) {
        Scheduler scheduler = running.remove(tenantId);
        if (scheduler != null) {
            scheduler.close();
        }
    }

    @Override
    public synchronized void close() {
        Set.copyOf(running.keySet()).forEach(this::stop);
    }
}
