package dev.asyncgate.receipt;

import dev.asyncgate.error.GateException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which receipts of a ledger are asked for: those that meet every condition that is not null; at least one is not.
 *
 * @param from stored then or later
 * @param to stored before then
 */
public record LedgerFilter(
        @Nullable UUID taskId,
        @Nullable UUID leaseId,
        @Nullable ReceiptType type,
        @Nullable LedgerStatus status,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Whenever they were stored. */
    public LedgerFilter(
            @Nullable UUID taskId, @Nullable UUID leaseId, @Nullable ReceiptType type, @Nullable LedgerStatus status) {
        this(taskId, leaseId, type, status, null, null);
    }

    /**
     * Checks that there is a condition.
     *
     * @throws GateException INVALID_REQUEST when there is none
     */
    public LedgerFilter {
        if (taskId == null && leaseId == null && type == null && status == null && from == null && to == null) {
            throw GateException.invalid(
                    "task_id", "The ledger is asked by at least one of task_id, lease_id, status and receipt_type.");
        }
    }

    /** The receipts of a task. */
    public static LedgerFilter ofTask(UUID taskId) {
        return new LedgerFilter(taskId, null, null, null);
    }

    /** The receipts of a lease. */
    public static LedgerFilter ofLease(UUID leaseId) {
        return new LedgerFilter(null, leaseId, null, null);
    }

    /** The receipts of a type. */
    public static LedgerFilter ofType(ReceiptType type) {
        return new LedgerFilter(null, null, type, null);
    }

    /** The receipts of a status. */
    public static LedgerFilter ofStatus(LedgerStatus status) {
        return new LedgerFilter(null, null, null, status);
    }

    /** The types that it lets through; may be empty. */
    Set<ReceiptType> types() {
        Set<ReceiptType> types = EnumSet.allOf(ReceiptType.class);
        if (type != null) {
            types.removeIf(other -> other != type);
        }
        if (status != null) {
            types.retainAll(status.types());
        }
        return types;
    }
}
