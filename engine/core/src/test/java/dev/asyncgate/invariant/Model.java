package dev.asyncgate.invariant;

import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant's tasks, leases and receipts must be, by the words of the specification and nothing else. */
final class Model {

    static final int MOST_RENEWALS = 2;
    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);
    static final int MOST_LEASE_ENDS = 1;
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);

    /** A receipt that must be there; its parents are others, so it is known before its id is. */
    record Expected(String type, String from, @Nullable UUID leaseId, List<Expected> parents) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    static final class ModelTask {
        final UUID id;
        final NewTask asked;
        final Instant createdAt;
        final List<Expected> receipts = new ArrayList<>();
        final List<ModelLease> leases = new ArrayList<>();
        String status = "queued";
        int attempt;
        int priority;
        int leaseEnds;
        int expiries;
        boolean held;
        boolean open = true;

        @Nullable Instant nextEligibleAt;

        @Nullable Expected requeuedBy;

        @Nullable Expected terminal;

        @Nullable ModelLease completedUnder;

        @Nullable String amended;

        ModelTask(UUID id, NewTask asked, Instant createdAt) {
            this.id = id;
            this.asked = asked;
            this.createdAt = createdAt;
            this.priority = asked.priority();
        }

        boolean isFinal() {
            return terminal != null;
        }

        Expected assigned() {
            return receipts.getFirst();
        }

        @Nullable ModelLease live() {
            return leases.isEmpty() || leases.getLast().endReason != null ? null : leases.getLast();
        }

        Expected emit(String type, String from, @Nullable ModelLease lease, Expected... parents) {
            Expected receipt = new Expected(type, from, lease == null ? null : lease.id, List.of(parents));
            receipts.add(receipt);
            return receipt;
        }
    }

    static final class ModelLease {
        final UUID id;
        final ModelTask task;
        final String worker;
        final Instant acquiredAt;
        final Duration ttl;
        final Expected accepted;
        Instant expiresAt;
        int renewals;
        int reports;
        int refusals;
        boolean noted;
        boolean excessive;

        @Nullable Instant startedAt;

        @Nullable String endReason;

        @Nullable String endCall;

        @Nullable Instant answeredRetryAt;

        ModelLease(UUID id, ModelTask task, String worker, Instant acquiredAt, Duration ttl, Expected accepted) {
            this.id = id;
            this.task = task;
            this.worker = worker;
            this.acquiredAt = acquiredAt;
            this.ttl = ttl;
            this.accepted = accepted;
            this.expiresAt = acquiredAt.plus(ttl);
        }

        boolean isHeldBy(String caller, ModelTask named, Instant now) {
            return endReason == null && task == named && worker.equals(caller) && expiresAt.isAfter(now);
        }

        boolean isRepeatedBy(String caller, ModelTask named, String call) {
            return task == named && worker.equals(caller) && call.equals(endCall);
        }
    }

    static final String GATE = "service:svc:asyncgate";

    final List<ModelTask> tasks = new ArrayList<>();
    final List<ModelLease> leases = new ArrayList<>();
    final Map<String, ModelTask> keys = new HashMap<>();
    final Set<String> paused = new HashSet<>();
    int audits;

    ModelTask create(UUID id, NewTask asked, Instant now, List<Expected> causes) {
        ModelTask task = new ModelTask(id, asked, now);
        Duration delay = asked.delay();
        task.nextEligibleAt = delay == null || delay.isZero() ? null : now.plus(delay);
        task.emit("task.assigned", GATE, null, causes.toArray(Expected[]::new));
        tasks.add(task);
        if (asked.idempotencyKey() != null) {
            keys.put(asked.idempotencyKey(), task);
        }
        return task;
    }

    /** Exactly what a claim returns, in its order. */
    List<ModelTask> claimable(List<String> capabilities, List<String> types, int most, Instant now) {
        return tasks.stream()
                .filter(task -> task.status.equals("queued") && !task.held)
                .filter(task -> task.nextEligibleAt == null || !task.nextEligibleAt.isAfter(now))
                .filter(task -> types.isEmpty() || types.contains(task.asked.type()))
                .filter(task -> !paused.contains(task.asked.type()))
                .filter(task ->
                        capabilities.containsAll(task.asked.requirements().capabilities()))
                .sorted(Comparator.comparingInt((ModelTask task) -> -task.priority)
                        .thenComparing(task -> task.createdAt)
                        .thenComparing(task -> task.id.toString()))
                .limit(most)
                .toList();
    }

    ModelLease claim(ModelTask task, UUID leaseId, String worker, Duration ttl, Instant now) {
        Expected requeuedBy = task.requeuedBy;
        Expected accepted = new Expected(
                "task.accepted",
                "worker:" + worker,
                leaseId,
                requeuedBy == null ? List.of(task.assigned()) : List.of(task.assigned(), requeuedBy));
        task.receipts.add(accepted);
        ModelLease lease = new ModelLease(leaseId, task, worker, now, ttl, accepted);
        task.leases.add(lease);
        leases.add(lease);
        task.status = "leased";
        task.nextEligibleAt = null;
        return lease;
    }

    void start(ModelLease lease, Instant now) {
        if (lease.startedAt == null) {
            lease.startedAt = now;
            lease.task.status = "running";
            lease.task.emit("task.started", "worker:" + lease.worker, lease, lease.accepted);
        }
    }

    int report(ModelLease lease, Instant now) {
        start(lease, now);
        lease.task.emit("task.progress", "worker:" + lease.worker, lease, lease.accepted);
        return ++lease.reports;
    }

    /** The code of the refusal; null when it was renewed. */
    @Nullable String renew(ModelLease lease, @Nullable Duration extension, Instant now) {
        if (lease.renewals >= MOST_RENEWALS) {
            if (!lease.excessive) {
                lease.excessive = true;
                lease.task.emit("system.anomaly:excessive_renewals", GATE, lease, lease.accepted);
            }
            return "LEASE_RENEWAL_LIMIT_EXCEEDED";
        }
        Instant last = lease.acquiredAt.plus(LONGEST_LIFE);
        if (!lease.expiresAt.isBefore(last)) {
            return "LEASE_LIFETIME_EXCEEDED";
        }
        Instant wanted = now.plus(extension == null ? lease.ttl : extension);
        Instant later = wanted.isAfter(lease.expiresAt) ? wanted : lease.expiresAt;
        lease.expiresAt = later.isAfter(last) ? last : later;
        lease.renewals++;
        return null;
    }

    /** A refused call of somebody who does not hold the lease: the third is told, once. */
    void refuse(ModelLease lease, ModelTask named) {
        if (lease.endReason == null && lease.task != named) {
            return;
        }
        if (lease.refusals >= 2 && !lease.noted) {
            lease.noted = true;
            lease.task.emit("system.anomaly:repeated_invalid_lease", GATE, lease, lease.accepted);
        }
        lease.refusals = Math.min(5, lease.refusals + 1);
    }

    void complete(ModelLease lease, boolean located, String call) {
        ModelTask task = lease.task;
        Expected completed = located
                ? task.emit("task.completed", "worker:" + lease.worker, lease, task.assigned(), lease.accepted)
                : task.emit("task.completed", "worker:" + lease.worker, lease, lease.accepted);
        if (!located) {
            task.emit("system.anomaly:locatability_missing", GATE, lease, completed);
        }
        task.completedUnder = lease;
        end(lease, "completed", call);
        close(task, "succeeded", completed, lease, located);
    }

    /** Whether it is tried again. */
    boolean fail(ModelLease lease, boolean retryable, String call, Instant now) {
        ModelTask task = lease.task;
        task.attempt++;
        int most = task.asked.maxAttempts() == null ? 2 : task.asked.maxAttempts();
        if (retryable && task.attempt < most) {
            Duration first = task.asked.retryBackoff() == null ? Duration.ofSeconds(15) : task.asked.retryBackoff();
            Duration delay = first.multipliedBy(1L << (task.attempt - 1));
            Instant at = now.plus(delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay);
            lease.answeredRetryAt = at;
            end(lease, "retried", call);
            requeue(task, task.emit("task.retry_scheduled", "worker:" + lease.worker, lease, lease.accepted), at);
            return true;
        }
        Expected failed = task.emit("task.failed", "worker:" + lease.worker, lease, task.assigned(), lease.accepted);
        if (retryable) {
            task.emit("system.anomaly:max_attempts_exceeded", GATE, lease, failed);
        }
        end(lease, "failed", call);
        close(task, "failed", failed, lease, true);
        return false;
    }

    void release(ModelLease lease, @Nullable Duration delay, String call, Instant now) {
        lease.task.leaseEnds++;
        end(lease, "released", call);
        requeue(
                lease.task,
                lease.task.emit("lease.released", "worker:" + lease.worker, lease, lease.accepted),
                delay == null ? null : now.plus(delay));
    }

    void revoke(ModelLease lease, String by) {
        lease.task.leaseEnds++;
        end(lease, "revoked", null);
        requeue(lease.task, lease.task.emit("lease.revoked", by, lease, lease.accepted), null);
        audits++;
    }

    List<ModelLease> stale(Instant now) {
        return leases.stream()
                .filter(lease -> lease.endReason == null && !lease.expiresAt.isAfter(now))
                .toList();
    }

    /** Its next instant has jitter and is read back. */
    void expire(ModelLease lease) {
        ModelTask task = lease.task;
        Expected expired = task.emit("lease.expired", GATE, lease, lease.accepted);
        task.leaseEnds++;
        task.expiries++;
        if (task.expiries == 4) {
            task.emit("system.anomaly:repeated_lease_expiry", GATE, lease, expired);
        }
        boolean holds = task.leaseEnds > MOST_LEASE_ENDS;
        if (holds && !task.held) {
            task.emit("system.anomaly:task_held", GATE, lease, expired);
        }
        task.held |= holds;
        end(lease, "expired", null);
        requeue(task, expired, null);
    }

    void cancel(ModelTask task, String by) {
        ModelLease lease = task.live();
        Expected canceled = lease == null
                ? task.emit("task.canceled", by, null, task.assigned())
                : task.emit("task.canceled", by, lease, task.assigned(), lease.accepted);
        if (lease != null) {
            end(lease, "canceled", null);
        }
        close(task, "canceled", canceled, lease, true);
    }

    void discharge(ModelTask task, String type, String by, @Nullable ModelLease lease) {
        if (task.terminal == null) {
            throw new AssertionError("an obligation is amended or waived after its task has ended");
        }
        task.emit(type, by, lease, task.assigned(), task.terminal);
        task.open = false;
    }

    private void end(ModelLease lease, String reason, @Nullable String call) {
        lease.endReason = reason;
        lease.endCall = call;
    }

    private static void requeue(ModelTask task, Expected by, @Nullable Instant nextEligibleAt) {
        task.status = "queued";
        task.requeuedBy = by;
        task.nextEligibleAt = nextEligibleAt;
    }

    private static void close(
            ModelTask task, String outcome, Expected terminal, @Nullable ModelLease lease, boolean discharges) {
        task.status = outcome;
        task.terminal = terminal;
        task.nextEligibleAt = null;
        task.emit("task.result_ready", GATE, lease, terminal);
        task.open = !discharges;
    }
}
