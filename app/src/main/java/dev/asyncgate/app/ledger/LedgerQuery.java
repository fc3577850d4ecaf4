package dev.asyncgate.app.ledger;

import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.rows.QueryText.Refused;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerStatus;
import dev.asyncgate.receipt.ReceiptType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which receipts are shown.
 *
 * @param filter null for all of them
 */
record LedgerQuery(@Nullable LedgerFilter filter) {

    static final LedgerQuery ALL = new LedgerQuery(null);

    static final String TYPE = "type";
    static final String STATUS = "status";
    private static final String TASK = "task";
    private static final String LEASE = "lease";

    /** Reads a text such as {@code type:task.failed task:0197…}; a bare id is that of a task. */
    static Reading<LedgerQuery> read(String text) {
        return QueryText.read(
                text, List.of(TYPE, STATUS, TASK, LEASE, QueryText.AFTER, QueryText.BEFORE), TASK, LedgerQuery::of);
    }

    private static LedgerQuery of(QueryText text) throws Refused {
        if (text.values().isEmpty()) {
            return ALL;
        }
        return new LedgerQuery(new LedgerFilter(
                QueryText.id(text.value(TASK)),
                QueryText.id(text.value(LEASE)),
                type(text.value(TYPE)),
                status(text.value(STATUS)),
                QueryText.instant(text.value(QueryText.AFTER)),
                QueryText.instant(text.value(QueryText.BEFORE))));
    }

    private static @Nullable ReceiptType type(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        return Arrays.stream(ReceiptType.values())
                .filter(type -> type.wireName().equals(value))
                .findFirst()
                .orElseThrow(() -> new Refused("ledger.fault.type", value, names()));
    }

    private static String names() {
        return Arrays.stream(ReceiptType.values()).map(ReceiptType::wireName).collect(Collectors.joining(", "));
    }

    private static @Nullable LedgerStatus status(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        return Arrays.stream(LedgerStatus.values())
                .filter(status -> status.wireName().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new Refused("ledger.fault.status", value, ""));
    }
}
