package dev.asyncgate.engine;

import dev.asyncgate.history.FiguresAsOf;
import dev.asyncgate.history.LeasesAsOf;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.history.ObligationsAsOf;
import dev.asyncgate.history.PausedTypesAsOf;
import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.history.TasksAsOf;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at how things stood: bound to a tenant and an instant. Everything that was written up to the instant counts, and
 * nothing that was written later. Thread-safe.
 */
public final class AsOf {

    private final Operations operations;
    private final UUID tenantId;
    private final Instant at;

    AsOf(Operations operations, UUID tenantId, Instant at) {
        this.operations = operations;
        this.tenantId = tenantId;
        this.at = at;
    }

    /** The instant. */
    public Instant at() {
        return at;
    }

    /** See {@link FiguresAsOf}. */
    public FiguresAsOf.Figures figures() {
        return operations.figuresAsOf().run(tenantId, at);
    }

    /** See {@link TaskAsOf}. */
    public TaskAsOf.Answer task(UUID taskId) {
        return operations.taskAsOf().run(tenantId, at, taskId);
    }

    /** See {@link TasksAsOf}. */
    public TasksAsOf.Page tasks(Set<TaskStatus> statuses, int limit, @Nullable String cursor) {
        return operations.tasksAsOf().run(tenantId, at, statuses, limit, cursor);
    }

    /** See {@link LeasesAsOf}. */
    public LeasesAsOf.Page liveLeases(int limit, @Nullable String cursor) {
        return operations.leasesAsOf().run(tenantId, at, limit, cursor);
    }

    /** The leases that overlap a window which ends with the instant, as they were known then, at most so many. */
    public LeaseWindow leases(Instant from, int limit) {
        LeaseWindow window = operations.listLeases().window(tenantId, from, at.plusNanos(1000), limit);
        List<LeaseSpan> known = window.leases().stream()
                .flatMap(lease -> lease.asOf(at).stream())
                .toList();
        long live = known.stream().filter(LeaseSpan::isLive).count();
        return new LeaseWindow(at, from, at, known, window.truncated(), live);
    }

    /** Every lease that a task had had, as it was known then, oldest first. */
    public List<LeaseSpan> leasesOfTask(UUID taskId) {
        return operations.listLeases().ofTask(tenantId, taskId).stream()
                .flatMap(lease -> lease.asOf(at).stream())
                .toList();
    }

    /** See {@link ObligationsAsOf}. */
    public ObligationsAsOf.Page openObligations(int limit, @Nullable String cursor) {
        return operations.obligationsAsOf().run(tenantId, at, limit, cursor);
    }

    /** See {@link PausedTypesAsOf}. */
    public List<PausedTypesAsOf.PausedThen> pausedTypes() {
        return operations.pausedTypesAsOf().run(tenantId, at);
    }

    /** The receipt graph around a task as it was; empty when there was no such task. See {@link GetLineage}. */
    public Lineage lineage(UUID taskId, GetLineage.Scope scope, int limit) {
        return operations.lineage().run(tenantId, taskId, scope, limit).asOf(at);
    }

    /** See {@link NearestEvent#after}. */
    public Optional<NearestEvent.Event> next(NearestEvent.Kind kind) {
        return operations.nearestEvent().after(tenantId, at, kind);
    }

    /** See {@link NearestEvent#before}. */
    public Optional<NearestEvent.Event> previous(NearestEvent.Kind kind) {
        return operations.nearestEvent().before(tenantId, at, kind);
    }
}
