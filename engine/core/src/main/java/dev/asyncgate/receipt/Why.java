package dev.asyncgate.receipt;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why an obligation stands as it does: what it waits for, or what closed it. */
public sealed interface Why {

    /** Whether it is still owed. */
    default boolean open() {
        return true;
    }

    /** Whether it waits for somebody to do something about it, rather than for its turn. */
    default boolean wantsSomebody() {
        return false;
    }

    /**
     * Nobody holds its task, and whoever fits may claim it.
     *
     * @param leaseEnds how many leases of it have ended without an outcome
     */
    record Queued(int leaseEnds) implements Why {}

    /**
     * Its task is not handed out before an instant.
     *
     * @param attempt how often it has failed; 0 for one that was submitted for later or was given back
     */
    record NotYetEligible(Instant until, int attempt) implements Why {}

    /** The type of its task is paused. */
    record TypePaused(Instant since, @Nullable String reason) implements Why {
        @Override
        public boolean wantsSomebody() {
            return true;
        }
    }

    /** Its task is held until an operator resumes it. */
    record Held(@Nullable String reason) implements Why {
        @Override
        public boolean wantsSomebody() {
            return true;
        }
    }

    /** A worker has claimed its task and has not begun. */
    record Claimed(String workerId, Instant since, Instant leaseExpiresAt) implements Why {}

    /** A worker works on its task. */
    record InProgress(String workerId, Instant since, Instant leaseExpiresAt) implements Why {}

    /**
     * Its task was completed by a receipt that could not discharge it, for it names nothing by which the work can be found.
     *
     * @param completedReceiptId the receipt that could not
     * @param workerId who held the lease, and may amend the completion
     */
    record Unproven(UUID completedReceiptId, Instant at, String workerId) implements Why {
        @Override
        public boolean wantsSomebody() {
            return true;
        }
    }

    /** Its schedule has not been deleted. */
    record ScheduleActive(UUID scheduleId) implements Why {}

    /** A receipt of a type that may do so, with an edge to it, has discharged it. */
    record Discharged(UUID receiptId, ReceiptType type, Instant at) implements Why {
        @Override
        public boolean open() {
            return false;
        }
    }

    /** What the database holds contradicts itself; the doctor says more. */
    record Unexplained(boolean open) implements Why {
        @Override
        public boolean wantsSomebody() {
            return true;
        }
    }
}
