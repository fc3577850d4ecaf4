package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.rows.ListShape;
import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.rows.QueryText.Refused;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.ReceiptType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which anomalies are shown; null lets any through. */
record AnomalyQuery(@Nullable AnomalyKind kind, @Nullable UUID taskId) {

    static final AnomalyQuery ALL = new AnomalyQuery(null, null);
    private static final String TASK = "task";

    /** Reads a text such as {@code kind:task_held}; a bare id is that of a task. */
    static Reading<AnomalyQuery> read(String text) {
        return QueryText.read(
                text,
                List.of(ListShape.KIND, TASK),
                TASK,
                typed -> new AnomalyQuery(kind(typed.value(ListShape.KIND)), QueryText.id(typed.value(TASK))));
    }

    private static @Nullable AnomalyKind kind(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        return Arrays.stream(AnomalyKind.values())
                .filter(kind -> kind.wireName().equals(value))
                .findFirst()
                .orElseThrow(() -> new Refused("anomalies.fault.kind", value, names()));
    }

    private static String names() {
        return Arrays.stream(AnomalyKind.values()).map(AnomalyKind::wireName).collect(Collectors.joining(", "));
    }

    /** What the engine is asked for; it does not know kinds. */
    LedgerFilter filter() {
        return new LedgerFilter(taskId, null, ReceiptType.SYSTEM_ANOMALY, null);
    }
}
