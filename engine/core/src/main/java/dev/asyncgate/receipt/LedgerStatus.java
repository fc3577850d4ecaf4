package dev.asyncgate.receipt;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a receipt says of its obligation's outcome, in the words of the LegiVellum schema: its type decides. */
public enum LedgerStatus {
    SUCCESS("success"),
    FAILURE("failure"),
    CANCELED("canceled"),
    /** Of receipts that close nothing. */
    NA("NA");

    private final String wireName;

    LedgerStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** The status of receipts of this type. */
    public static LedgerStatus of(ReceiptType type) {
        return switch (type) {
            case TASK_COMPLETED, TASK_AMENDED -> SUCCESS;
            case TASK_FAILED -> FAILURE;
            case TASK_CANCELED, TASK_WAIVED -> CANCELED;
            default -> NA;
        };
    }

    /** The types of receipts that have this status. */
    public Set<ReceiptType> types() {
        Set<ReceiptType> types = EnumSet.allOf(ReceiptType.class);
        types.removeIf(type -> of(type) != this);
        return types;
    }

    /**
     * The status of this wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static LedgerStatus ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status of the ledger is named " + wireName));
    }
}
