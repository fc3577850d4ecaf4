package dev.asyncgate.workers;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import java.util.UUID;

/** A task in the hands of its handler, with what the handler may say and ask meanwhile. Thread-safe. */
public final class LeasedTask {

    private final Taskee taskee;
    private final ClaimedTask claimed;
    private final LeaseKeeper keeper;

    LeasedTask(Taskee taskee, ClaimedTask claimed, LeaseKeeper keeper) {
        this.taskee = taskee;
        this.claimed = claimed;
        this.keeper = keeper;
    }

    /** What was claimed. */
    public ClaimedTask claimed() {
        return claimed;
    }

    public UUID taskId() {
        return claimed.taskId();
    }

    public String type() {
        return claimed.type();
    }

    public Json payload() {
        return claimed.payload();
    }

    /** Whether the lease is gone: canceled, revoked or run out. Nothing that is done from here on counts. */
    public boolean isLost() {
        return keeper.isLost();
    }

    /**
     * Reports how far the work is.
     *
     * @param progress an object of at most 64 KiB
     * @return false when the gate is away, and so may not know
     * @throws InterruptedException when the lease is gone
     * @throws GateException INVALID_REQUEST or PAYLOAD_TOO_LARGE
     */
    public boolean progress(Json progress) throws InterruptedException {
        try {
            taskee.progress(claimed.taskId(), claimed.leaseId(), progress);
            return true;
        } catch (GateException e) {
            if (e.code() == ErrorCode.DATABASE_UNAVAILABLE) {
                return false;
            }
            if (LeaseKeeper.isLoss(e)) {
                keeper.lose();
                throw new InterruptedException(e.getMessage());
            }
            throw e;
        }
    }
}
