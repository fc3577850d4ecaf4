package dev.asyncgate.retention;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import dev.asyncgate.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Archives and takes away ended tasks that have been kept long enough: since their end for as long as tasks are kept, and
 * each of their receipts for as long as receipts are. What is owed, what has a child that is still there, and what has yet
 * to be delivered stays. A stub of each receipt stays for good, and satisfies cursors, children and verification.
 *
 * <p>Works in batches, each a transaction, and may be stopped after any; several programs may work at once. Thread-safe.
 */
public final class ApplyRetention {

    private static final int BATCH = 100;

    private static final String TENANTS = TenantWalk.in("task_outcomes", "true");

    private static final String OLD = """
            SELECT f.task_id, f.completed_at FROM task_outcomes f
            WHERE f.tenant_id = ? AND f.outcome = ? AND (f.completed_at, f.task_id) > (?, ?::uuid)
              AND f.completed_at <= (SELECT gate_now()) - make_interval(secs => ?)
            ORDER BY f.completed_at, f.task_id LIMIT 100
            """;

    private final Database owner;
    private final PruneTasks prune;
    private final long taskSeconds;

    /**
     * For a database and the periods of its settings.
     *
     * @param owner as who owns the schema: the program has no right to delete what is written once
     */
    public ApplyRetention(Database owner, Settings settings) {
        this.owner = owner;
        this.prune = new PruneTasks(owner, settings);
        this.taskSeconds = settings.retention().tasks().toSeconds();
    }

    /**
     * Goes through a tenant once.
     *
     * @param stop is asked after each batch
     * @throws dev.asyncgate.error.GateException INTERNAL_ERROR when the archive cannot be written, UNAUTHORIZED when the
     *     database's user does not own the schema, or DATABASE_UNAVAILABLE; what was taken away before stays so
     */
    public Retained run(UUID tenantId, BooleanSupplier stop) {
        Retained retained = Retained.NOTHING;
        for (Walk walk : walks(tenantId)) {
            while (!stop.getAsBoolean() && !walk.done) {
                retained = retained.plus(step(walk));
            }
        }
        return retained;
    }

    /**
     * Goes through all tenants once.
     *
     * @param stop is asked after each batch
     * @throws dev.asyncgate.error.GateException as above
     */
    public Retained run(BooleanSupplier stop) {
        Retained retained = Retained.NOTHING;
        for (UUID tenantId : owner.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")))) {
            retained = retained.plus(run(tenantId, stop));
        }
        return retained;
    }

    private static List<Walk> walks(UUID tenantId) {
        return List.of(new Walk(tenantId, "succeeded"), new Walk(tenantId, "failed"), new Walk(tenantId, "canceled"));
    }

    private record Old(UUID taskId, Instant completedAt) {}

    /** How far a pass has come along the ended tasks of a tenant, so that those which must stay are looked at once. */
    private static final class Walk {

        private final UUID tenantId;
        private final String outcome;
        private @Nullable Old last;
        private boolean done;

        Walk(UUID tenantId, String outcome) {
            this.tenantId = tenantId;
            this.outcome = outcome;
        }
    }

    private Retained step(Walk walk) {
        Old last = walk.last == null ? new Old(new UUID(0, 0), Instant.EPOCH) : walk.last;
        List<Old> old = owner.statement(session -> session.query(OLD)
                .id(walk.tenantId)
                .text(walk.outcome)
                .instant(last.completedAt())
                .id(last.taskId())
                .number(taskSeconds)
                .list(row -> new Old(row.id("task_id"), row.instant("completed_at"))));
        walk.done = old.size() < BATCH;
        if (old.isEmpty()) {
            return Retained.NOTHING;
        }
        walk.last = old.getLast();
        return prune.run(walk.tenantId, old.stream().map(Old::taskId).toList());
    }
}
