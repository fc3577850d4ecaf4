package dev.asyncgate.receipt;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of receipts, and which kind can discharge which. */
public enum ReceiptType {
    TASK_ASSIGNED("task.assigned"),
    TASK_ACCEPTED("task.accepted"),
    TASK_STARTED("task.started"),
    TASK_PROGRESS("task.progress"),
    TASK_COMPLETED("task.completed"),
    TASK_FAILED("task.failed"),
    TASK_CANCELED("task.canceled"),
    TASK_RETRY_SCHEDULED("task.retry_scheduled"),
    TASK_AMENDED("task.amended"),
    TASK_WAIVED("task.waived"),
    TASK_RESULT_READY("task.result_ready"),
    TASK_ESCALATED("task.escalated"),
    LEASE_EXPIRED("lease.expired"),
    LEASE_RELEASED("lease.released"),
    LEASE_REVOKED("lease.revoked"),
    RECEIPT_ACKNOWLEDGED("receipt.acknowledged"),
    SYSTEM_ANOMALY("system.anomaly"),
    SCHEDULE_CREATED("schedule.created"),
    SCHEDULE_DELETED("schedule.deleted");

    private static final Map<String, ReceiptType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ReceiptType::wireName, Function.identity()));

    private final String wireName;

    ReceiptType(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire and in the database, such as {@code task.assigned}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The type of this wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ReceiptType ofWireName(String wireName) {
        ReceiptType type = BY_WIRE_NAME.get(wireName);
        if (type == null) {
            throw new IllegalArgumentException("no receipt type is named " + wireName);
        }
        return type;
    }

    /** The types that can discharge a receipt of this one; empty when it is no obligation. */
    public Set<ReceiptType> dischargedBy() {
        return switch (this) {
            case TASK_ASSIGNED -> EnumSet.of(TASK_COMPLETED, TASK_FAILED, TASK_CANCELED, TASK_AMENDED, TASK_WAIVED);
            case SCHEDULE_CREATED -> EnumSet.of(SCHEDULE_DELETED);
            default -> EnumSet.noneOf(ReceiptType.class);
        };
    }

    /** Whether a receipt of this type is owed an outcome. */
    public boolean isObligation() {
        return !dischargedBy().isEmpty();
    }

    /** Whether a receipt of this type can discharge an obligation. */
    public boolean isTerminator() {
        return Arrays.stream(values()).anyMatch(type -> type.dischargedBy().contains(this));
    }
}
