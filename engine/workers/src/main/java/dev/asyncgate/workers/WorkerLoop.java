package dev.asyncgate.workers;

import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker at its work: claims as many tasks as it has hands free, starts them, keeps their leases while handlers work,
 * and reports how it went; made by {@link Workers}.
 *
 * <p>While the gate is away it backs off and goes on by itself afterwards. Runs on platform threads of its own, for an
 * interrupt would close the database's socket under a virtual one. Thread-safe.
 */
public final class WorkerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(45);
    private static final int MOST_PER_CLAIM = 10;
    private static final int MOST_RENEWING_THREADS = 4;

    /**
     * What a worker holds.
     *
     * @param expiresAt when it ends unless renewed, by the database's clock
     * @param timeLeft the same, from now on
     */
    public record Holding(ClaimedTask task, Instant expiresAt, Duration timeLeft) {}

    private final Taskee taskee;
    private final Workers.Plan plan;
    private final ScheduledThreadPoolExecutor timer;
    private final LeaseKeeper.Timing timing;
    private final ExecutorService hands;
    private final Semaphore free;
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread claimer;
    private boolean paused;
    private volatile boolean closing;
    private volatile @Nullable GateException refusal;

    private WorkerLoop(Taskee taskee, Workers.Plan plan) {
        this.taskee = taskee;
        this.plan = plan;
        String name = "asyncgate-worker-" + taskee.workerId();
        this.timer = timer(Math.min(plan.concurrency(), MOST_RENEWING_THREADS), daemons(name + "-lease-"));
        this.timing = new LeaseKeeper.Timing(new RealTimer(timer), plan.longestExtension());
        this.hands = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons(name + "-hand-"),
                new ThreadPoolExecutor.DiscardPolicy());
        this.free = new Semaphore(plan.concurrency());
        this.claimer = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    private record RealTimer(ScheduledExecutorService executor) implements LeaseKeeper.Timer {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Future<?> after(long nanos, Runnable call) {
            return executor.schedule(call, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static ThreadFactory daemons(String prefix) {
        return Thread.ofPlatform().daemon().name(prefix, 1).factory();
    }

    private static ScheduledThreadPoolExecutor timer(int threads, ThreadFactory factory) {
        var timer = new ScheduledThreadPoolExecutor(threads, factory, new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    static WorkerLoop start(Taskee taskee, Workers.Plan plan) {
        var loop = new WorkerLoop(taskee, plan);
        loop.claimer.start();
        return loop;
    }

    /** What it holds now. */
    public List<Holding> holdings() {
        return turns.stream().map(Turn::holding).filter(Objects::nonNull).toList();
    }

    /** Waits until the gate has answered a claim, or the worker has ended; false when neither came so long. */
    public boolean awaitAnswer(Duration longest) throws InterruptedException {
        return answered.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until the worker has ended: it was closed, or the gate has refused its claims for good.
     *
     * @return why the gate will not let it claim; empty when it was closed
     */
    public Optional<GateException> awaitEnd() throws InterruptedException {
        claimer.join();
        return Optional.ofNullable(refusal);
    }

    /** Claims nothing more; what it holds it brings to its end. */
    public synchronized void pause() {
        paused = true;
        claimer.interrupt();
    }

    /** Claims again. */
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Stops as a process that dies: says nothing to the gate, so that its leases run out. Returns at once. */
    public void kill() {
        closing = true;
        timer.shutdownNow();
        turns.forEach(Turn::fallSilent);
        hands.shutdownNow();
        claimer.interrupt();
    }

    /**
     * Claims nothing more, lets what is under way come to its end within the grace time, gives back the rest, and ends its
     * threads. Returns when they have ended, or refuse to.
     */
    @Override
    public void close() {
        closing = true;
        claimer.interrupt();
        try {
            boolean _ = claimer.join(LONGEST_CLAIM);
            if (!awaitFree(plan.grace())) {
                turns.forEach(Turn::giveUp);
                if (!awaitFree(LONGEST_GOODBYE)) {
                    LOG.warn("a handler of worker {} does not stop; its lease will run out", taskee.workerId());
                }
            }
        } catch (InterruptedException e) {
            turns.forEach(Turn::giveUp);
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        hands.shutdownNow();
    }

    private boolean awaitFree(Duration longest) throws InterruptedException {
        if (!free.tryAcquire(plan.concurrency(), longest.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        free.release(plan.concurrency());
        return true;
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        Duration wait = Duration.ZERO;
        while (!closing) {
            try {
                awaitResumption();
                claim(wait);
                answered.countDown();
                backoff.reset();
                wait = plan.longestWait();
            } catch (GateException e) {
                wait = Duration.ZERO;
                refused(e, backoff);
            } catch (InterruptedException e) {
                LOG.debug("worker {} was interrupted while it waited for work", taskee.workerId());
            }
        }
        answered.countDown();
    }

    private void refused(GateException e, Backoff backoff) {
        switch (e.code()) {
            case UNAUTHENTICATED, UNAUTHORIZED, INVALID_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED -> {
                LOG.error("worker {} may not claim, and ends: {}", taskee.workerId(), e.getMessage());
                refusal = e;
                closing = true;
            }
            default -> {
                LOG.debug("worker {} could not claim, and tries again: {}", taskee.workerId(), e.getMessage());
                pauseFor(backoff);
            }
        }
    }

    private static void pauseFor(Backoff backoff) {
        try {
            backoff.pause();
        } catch (InterruptedException e) {
            LOG.debug("an interrupt ends the wait; the loop looks why");
        }
    }

    private synchronized boolean isPaused() {
        return paused;
    }

    private synchronized void awaitResumption() throws InterruptedException {
        while (paused && !closing) {
            wait();
        }
    }

    private void claim(Duration wait) throws InterruptedException {
        free.acquire();
        int hired = 1 + acquireUpTo(MOST_PER_CLAIM - 1);
        List<ClaimedTask> claimed = List.of();
        try {
            claimed = taskee.claim(
                    new ClaimTasks.Request(plan.capabilities(), plan.acceptTypes(), hired, plan.ttl()), wait);
        } finally {
            free.release(hired - claimed.size());
        }
        claimed.forEach(this::handOver);
    }

    private int acquireUpTo(int most) {
        int acquired = 0;
        while (acquired < most && free.tryAcquire()) {
            acquired++;
        }
        return acquired;
    }

    private void handOver(ClaimedTask task) {
        var turn = new Turn(taskee, task, plan.handlerOf(task.type()), timing);
        turns.add(turn);
        if (closing || isPaused()) {
            turn.giveUp();
        }
        hands.execute(() -> {
            try {
                turn.run();
            } finally {
                turns.remove(turn);
                free.release();
            }
        });
    }
}
