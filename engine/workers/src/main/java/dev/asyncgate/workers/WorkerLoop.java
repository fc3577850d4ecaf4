package dev.asyncgate.workers;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A worker at its work: claims a task, starts it, keeps its lease while the handler works, reports how it went, and
 * claims the next one. Between tasks it waits for the change feed, with a slow poll beside it.
 *
 * <p>While the database does not answer it backs off and goes on by itself afterwards; an outcome is offered again until
 * its lease has run out. Runs on platform threads of its own, for an interrupt would close the socket under a virtual
 * one. Thread-safe.
 */
public final class WorkerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    /**
     * What a loop asks for.
     *
     * @param ttl of each lease, 10 s or longer; clamped to the configured maximum
     * @param poll how long it waits at most before it looks for work without having heard of any
     */
    public record Options(List<String> capabilities, List<String> acceptTypes, Duration ttl, Duration poll) {
        public Options {
            capabilities = List.copyOf(capabilities);
            acceptTypes = List.copyOf(acceptTypes);
        }
    }

    /**
     * What a worker holds.
     *
     * @param expiresAt when it ends unless renewed, by the database's clock
     * @param timeLeft the same, from now on
     */
    public record Holding(ClaimedTask task, Instant expiresAt, Duration timeLeft) {}

    private final Worker worker;
    private final ChangeFeed changes;
    private final UUID tenantId;
    private final ClaimTasks.Request request;
    private final Duration ttl;
    private final Duration poll;
    private final Handler handler;
    private final ScheduledThreadPoolExecutor timer;
    private final LinkedBlockingQueue<Boolean> signal = new LinkedBlockingQueue<>(1);
    private final Thread thread;
    private volatile @Nullable LeaseKeeper keeper;
    private volatile boolean paused;
    private volatile boolean closing;
    private volatile boolean killed;

    private WorkerLoop(Gate gate, UUID tenantId, String workerId, Options options, Handler handler) {
        Duration longest = gate.settings().leases().maxTtl();
        this.worker = gate.worker(tenantId, workerId);
        this.changes = gate.changes();
        this.tenantId = tenantId;
        this.ttl = options.ttl().compareTo(longest) > 0 ? longest : options.ttl();
        this.poll = options.poll();
        this.request = new ClaimTasks.Request(options.capabilities(), options.acceptTypes(), 1, ttl);
        this.handler = handler;
        String name = "asyncgate-worker-" + workerId;
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name(name + "-lease").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Starts a worker. */
    public static WorkerLoop start(Gate gate, UUID tenantId, String workerId, Options options, Handler handler) {
        var loop = new WorkerLoop(gate, tenantId, workerId, options, handler);
        loop.thread.start();
        return loop;
    }

    /** What it holds now. */
    public Optional<Holding> holding() {
        LeaseKeeper current = keeper;
        return Optional.ofNullable(current)
                .map(lease -> new Holding(lease.task(), lease.expiresAt(), lease.timeLeft()));
    }

    /** Claims nothing more; what it holds it brings to its end. */
    public void pause() {
        paused = true;
    }

    /** Claims again. */
    public void resume() {
        paused = false;
        wake();
    }

    /** Stops as a process that dies: says nothing to the engine, so that its lease runs out. Returns at once. */
    public void kill() {
        killed = true;
        timer.shutdownNow();
        thread.interrupt();
    }

    /** Claims nothing more, gives back what it holds, and ends its threads. Returns when they have ended. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(LONGEST_GOODBYE)) {
                LOG.warn("worker {} does not stop; its lease will run out", worker.workerId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        try (ChangeFeed.Subscription _ = changes.subscribe(this::heard)) {
            while (!closing && !killed) {
                try {
                    takeTurn();
                    backoff.reset();
                } catch (GateException e) {
                    if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                        LOG.warn("worker {} could not claim, and tries again: {}", worker.workerId(), e.getMessage());
                    }
                    backoff.pause();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("worker {} ends", worker.workerId());
        }
    }

    private void takeTurn() throws InterruptedException {
        long before = System.nanoTime();
        List<ClaimedTask> claimed = paused ? List.of() : worker.leaseNext(request);
        if (claimed.isEmpty()) {
            waitForChange();
        } else {
            hold(new LeaseKeeper(worker, claimed.getFirst(), ttl, timer, before));
        }
    }

    /** One change wakes every idle worker; a moment of jitter keeps them apart and folds changes that come in a row. */
    private void waitForChange() throws InterruptedException {
        long millis = poll.toMillis();
        if (signal.poll(ThreadLocalRandom.current().nextLong(millis * 4 / 5, millis * 6 / 5), TimeUnit.MILLISECONDS)
                != null) {
            Thread.sleep(ThreadLocalRandom.current().nextLong(10, 100));
            signal.clear();
        }
    }

    private void heard(UUID changed) {
        if (changed.equals(tenantId) || changed.equals(ChangeFeed.EVERYTHING)) {
            wake();
        }
    }

    private void wake() {
        boolean _ = signal.offer(true);
    }

    private void hold(LeaseKeeper lease) throws InterruptedException {
        keeper = lease;
        try {
            Outcome outcome = work(lease);
            boolean lost = lease.finish();
            if (killed) {
                throw new InterruptedException();
            }
            boolean _ = Thread.interrupted();
            handler.ended(lease.task(), lost ? LeaseEnd.EXPIRED : report(lease, outcome));
        } finally {
            keeper = null;
        }
    }

    private Outcome work(LeaseKeeper lease) {
        ClaimedTask task = lease.task();
        try {
            insist(lease, () -> worker.startTask(task.taskId(), task.leaseId()));
            return handler.work(task);
        } catch (InterruptedException e) {
            return new Outcome.Released(null);
        } catch (RuntimeException e) {
            LOG.debug("worker {} failed at task {}", worker.workerId(), task.taskId(), e);
            return failed(e);
        }
    }

    private static Outcome failed(RuntimeException e) {
        String code = e instanceof GateException refusal
                ? refusal.code().name()
                : e.getClass().getSimpleName();
        return new Outcome.Failed(
                Json.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("code", code)
                        .put("message", String.valueOf(e.getMessage()))),
                true);
    }

    private LeaseEnd report(LeaseKeeper lease, Outcome outcome) throws InterruptedException {
        try {
            return offer(lease, outcome);
        } catch (GateException e) {
            if (outcome instanceof Outcome.Completed && isAboutTheCompletion(e)) {
                return report(lease, new Outcome.Failed(errorOf(e), false));
            }
            LOG.debug(
                    "worker {} no longer holds task {}",
                    worker.workerId(),
                    lease.task().taskId(),
                    e);
            return LeaseEnd.EXPIRED;
        }
    }

    private static boolean isAboutTheCompletion(GateException e) {
        return switch (e.code()) {
            case LOCATABILITY_REQUIRED, INVALID_REQUEST, PAYLOAD_TOO_LARGE, RECEIPT_LIMIT_EXCEEDED -> true;
            default -> false;
        };
    }

    private static Json errorOf(GateException e) {
        return Json.of(JsonNodeFactory.instance
                .objectNode()
                .put("code", e.code().name())
                .put("message", e.getMessage()));
    }

    private LeaseEnd offer(LeaseKeeper lease, Outcome outcome) throws InterruptedException {
        UUID taskId = lease.task().taskId();
        UUID leaseId = lease.task().leaseId();
        return switch (outcome) {
            case Outcome.Completed completed ->
                insist(lease, () -> {
                    worker.complete(taskId, leaseId, completed.completion());
                    return LeaseEnd.COMPLETED;
                });
            case Outcome.Failed failed ->
                insist(
                        lease,
                        () -> worker.fail(taskId, leaseId, failed.error(), failed.retryable())
                                        .requeued()
                                ? LeaseEnd.RETRIED
                                : LeaseEnd.FAILED);
            case Outcome.Released released ->
                insist(lease, () -> {
                    worker.releaseLease(taskId, leaseId, released.delay());
                    return LeaseEnd.RELEASED;
                });
        };
    }

    /** A call on the engine. */
    @FunctionalInterface
    private interface Call<T> {
        T make();
    }

    /** Repeats a call, which is harmless, until the database has answered it or the lease has run out. */
    private <T> T insist(LeaseKeeper lease, Call<T> call) throws InterruptedException {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
        while (true) {
            try {
                return call.make();
            } catch (GateException e) {
                if (e.code() != ErrorCode.DATABASE_UNAVAILABLE
                        || lease.timeLeft().isNegative()
                        || closing) {
                    throw e;
                }
                backoff.pause();
            }
        }
    }
}
