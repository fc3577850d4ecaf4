package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Finds the live lease of a tenant that runs out first. One round trip. */
public final class NextExpiry {

    private static final String SQL = """
            SELECT lease_id, task_id, worker_id, expires_at FROM open_tasks
            WHERE tenant_id = ? AND lease_id IS NOT NULL ORDER BY expires_at, lease_id LIMIT 1
            """;

    private final Database database;

    /** The lease, who holds it, and when it runs out unless renewed. */
    public record Expiry(UUID leaseId, UUID taskId, String workerId, Instant expiresAt) {}

    public NextExpiry(Database database) {
        this.database = database;
    }

    /** Empty while no lease is live. */
    public Optional<Expiry> run(UUID tenantId) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .first(row -> new Expiry(
                        row.id("lease_id"), row.id("task_id"), row.text("worker_id"), row.instant("expires_at"))));
    }
}
