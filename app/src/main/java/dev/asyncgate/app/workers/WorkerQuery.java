package dev.asyncgate.app.workers;

import dev.asyncgate.lease.SeenWorker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which workers are listed; null lets any through. */
record WorkerQuery(@Nullable Standing standing, @Nullable String capability) {

    static final WorkerQuery ALL = new WorkerQuery(null, null);

    boolean lets(SeenWorker worker, Instant now) {
        return (standing == null || Standing.of(worker, now) == standing)
                && (capability == null || worker.capabilities().contains(capability));
    }

    WorkerQuery with(@Nullable Standing wanted) {
        return new WorkerQuery(wanted, capability);
    }

    WorkerQuery having(@Nullable String wanted) {
        return new WorkerQuery(standing, wanted);
    }
}
