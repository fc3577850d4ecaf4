package dev.asyncgate.bulk;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.database.Database;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The audit events of a bulk operation as a whole: one before its first batch, with how many tasks it is for, and one at its
 * end, with what became of them. Those of each task name the operation in {@code subject} as these do.
 */
final class NoteBulk {

    private static final String SQL = """
            WITH audited AS (
                SELECT ?::uuid AS tenant_id, ?::text AS operation, ?::text AS actor_kind, ?::text AS actor_id,
                       NULL::uuid AS task_id, NULL::uuid AS lease_id, NULL::uuid AS receipt_id, ?::text AS subject,
                       ?::text AS reason, ?::text AS before, ?::text AS after
            )
            """ + Audit.SQL + "SELECT operation FROM audited";

    private final Database database;

    NoteBulk(Database database) {
        this.database = database;
    }

    /** By which all events of one operation are found. */
    static String subject(UUID bulkId) {
        return "bulk " + bulkId;
    }

    void begins(UUID tenantId, Actor operator, UUID bulkId, BulkAct act, int tasks) {
        note(tenantId, operator, bulkId, act, "{\"tasks\":%d}".formatted(tasks), null);
    }

    void ended(UUID tenantId, Actor operator, UUID bulkId, BulkAct act, int tasks, Map<Effect, Integer> effects) {
        String counts = effects.entrySet().stream()
                .map(entry -> "\"%s\":%d"
                        .formatted(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        note(tenantId, operator, bulkId, act, "{\"tasks\":%d}".formatted(tasks), counts);
    }

    private void note(
            UUID tenantId,
            Actor operator,
            UUID bulkId,
            BulkAct act,
            String before,
            @Nullable String after) {
        database.statement(session -> session.query(SQL)
                .id(tenantId)
                .text(act.operation())
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(subject(bulkId))
                .text(act.reason())
                .text(before)
                .text(after)
                .text(operator.address())
                .one(row -> true));
    }
}
