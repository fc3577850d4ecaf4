package dev.asyncgate.app.workers;

import dev.asyncgate.lease.SeenWorker;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which workers are listed; null lets any through.
 *
 * @param open the groups of which each worker has a row
 */
record WorkerQuery(@Nullable Standing standing, @Nullable String capability, Set<String> open) {

    static final WorkerQuery ALL = new WorkerQuery(null, null, Set.of());

    WorkerQuery {
        open = Set.copyOf(open);
    }

    boolean lets(SeenWorker worker, Instant now) {
        return (standing == null || Standing.of(worker, now) == standing)
                && (capability == null || worker.capabilities().contains(capability));
    }

    WorkerQuery with(@Nullable Standing wanted) {
        return new WorkerQuery(wanted, capability, open);
    }

    WorkerQuery having(@Nullable String wanted) {
        return new WorkerQuery(standing, wanted, open);
    }

    /** With this group open, or closed when it is open. */
    WorkerQuery toggling(String group) {
        var other = new HashSet<>(open);
        if (!other.remove(group)) {
            other.add(group);
        }
        return new WorkerQuery(standing, capability, other);
    }

    boolean narrows() {
        return standing != null || capability != null;
    }
}
