package dev.asyncgate.app.audit;

import dev.asyncgate.app.rows.ListShape;
import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.rows.QueryText.Refused;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the filters of the audit are typed. */
final class AuditQuery {

    private static final String OPERATION = "operation";
    private static final String ACTOR = "actor";
    private static final String TASK = "task";
    private static final String LEASE = "lease";

    private AuditQuery() {}

    /** Reads a text such as {@code operation:cancelTask actor:human:rosa}; a bare word is who acted, if it holds no colon. */
    static Reading<AuditFilter> read(String text) {
        return QueryText.read(
                text,
                List.of(ListShape.KIND, OPERATION, ACTOR, TASK, LEASE, QueryText.AFTER, QueryText.BEFORE),
                ACTOR,
                AuditQuery::of);
    }

    private static AuditFilter of(QueryText typed) throws Refused {
        return new AuditFilter(
                kind(typed.value(ListShape.KIND)),
                typed.value(OPERATION),
                typed.value(ACTOR),
                QueryText.id(typed.value(TASK)),
                QueryText.id(typed.value(LEASE)),
                QueryText.instant(typed.value(QueryText.AFTER)),
                QueryText.instant(typed.value(QueryText.BEFORE)));
    }

    private static @Nullable AuditKind kind(@Nullable String value) throws Refused {
        if (value == null) {
            return null;
        }
        return Arrays.stream(AuditKind.values())
                .filter(kind -> kind.wireName().equals(value))
                .findFirst()
                .orElseThrow(() -> new Refused("audit.fault.kind", value, names()));
    }

    private static String names() {
        return Arrays.stream(AuditKind.values()).map(AuditKind::wireName).collect(Collectors.joining(", "));
    }
}
