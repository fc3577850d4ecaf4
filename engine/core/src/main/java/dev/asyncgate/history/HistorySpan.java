package dev.asyncgate.history;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From when until when the tenant's history is known. One round trip. */
public final class HistorySpan {

    /**
     * From the first task that is still there until now.
     *
     * @param first null when there is none
     * @param archived whether retention has taken away older ones
     */
    public record Span(@Nullable Instant first, Instant now, boolean archived) {}

    private static final String SQL = """
            SELECT (SELECT created_at FROM submitted_tasks WHERE tenant_id = ? ORDER BY created_at, task_id LIMIT 1) AS first,
                   gate_now() AS now,
                   EXISTS (SELECT FROM archived_receipts WHERE tenant_id = ? AND type = 'task.assigned') AS archived
            """;

    private final Database database;

    public HistorySpan(Database database) {
        this.database = database;
    }

    /** Reads it. */
    public Span run(UUID tenantId) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(tenantId)
                .one(row -> new Span(row.instantOrNull("first"), row.instant("now"), row.flag("archived"))));
    }
}
