package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import java.util.List;
import java.util.UUID;

/** Tells what a tenant's outbox holds. Two round trips. */
public final class CountBacklog {

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE parked_at IS NULL) AS waiting, count(parked_at) AS parked,
                   min(created_at) FILTER (WHERE parked_at IS NULL) AS oldest_at
            FROM outbox WHERE tenant_id = ?
            """;

    private static final String PARKED = """
            SELECT receipt_id, task_id, parked_at, attempts, last_error FROM outbox
            WHERE tenant_id = ? AND parked_at IS NOT NULL ORDER BY parked_at DESC, receipt_id DESC LIMIT 100
            """;

    private final Database database;

    public CountBacklog(Database database) {
        this.database = database;
    }

    /**
     * Counts it.
     *
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Backlog run(UUID tenantId) {
        List<Backlog.Parked> parked = database.repeatable(session -> session.query(PARKED)
                .id(tenantId)
                .list(row -> new Backlog.Parked(
                        row.id("receipt_id"),
                        row.idOrNull("task_id"),
                        row.instant("parked_at"),
                        row.integer("attempts"),
                        row.text("last_error"))));
        return database.repeatable(session -> session.query(COUNT)
                .id(tenantId)
                .one(row -> new Backlog(
                        row.number("waiting"), row.number("parked"), row.instantOrNull("oldest_at"), parked)));
    }
}
