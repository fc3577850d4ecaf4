package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.task.Completion;
import dev.asyncgate.workers.Handler;
import dev.asyncgate.workers.Outcome;
import dev.asyncgate.workers.WorkerLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** One worker of the cast: works, dies, and comes back. Thread-safe. */
final class SimulatedWorker implements Handler {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedWorker.class);
    private static final Duration POLL = Duration.ofSeconds(2);

    /** A lease that ran out is ended by the next sweep of the demo's tenant. */
    private static final Duration UNTIL_SWEPT = Demo.SWEEP.plusMillis(1500);

    /** One task in this many kills a crashing worker. */
    private static final int DEADLY = 4;

    private final Gate gate;
    private final CastMember role;
    private final Pace pace;
    private final Delegation delegation;
    private final Random random;
    private final Map<LeaseEnd, Integer> ends = new EnumMap<>(LeaseEnd.class);
    private @Nullable WorkerLoop loop;
    private WorkerView.State state = WorkerView.State.WAITING;
    private Instant since = Instant.now();
    private @Nullable Lost lost;
    private boolean paused;

    /** What a dead worker held. {@code goneNanos}: when it has surely run out. */
    private record Lost(ClaimedTask task, Instant expiresAt, long goneNanos, boolean handedInLate) {}

    SimulatedWorker(Gate gate, CastMember role, Pace pace, Delegation delegation, long seed) {
        this.gate = gate;
        this.role = role;
        this.pace = pace;
        this.delegation = delegation;
        this.random = new Random(seed);
    }

    String id() {
        return role.workerId();
    }

    /** Begins, or begins again after its death. Whatever it held is forgotten. */
    synchronized void start() {
        if (loop == null && state != WorkerView.State.STOPPED) {
            enter(WorkerView.State.WAITING);
            var options = new WorkerLoop.Options(List.of(), role.acceptTypes(), role.ttl(), POLL);
            WorkerLoop fresh = WorkerLoop.start(gate, Demo.TENANT, id(), options, this);
            if (paused) {
                fresh.pause();
            }
            loop = fresh;
        }
    }

    synchronized void pause(boolean on) {
        paused = on;
        if (loop != null && on) {
            loop.pause();
        } else if (loop != null) {
            loop.resume();
        }
    }

    /** Dies at once, as by a signal that nobody can catch. */
    void kill() {
        die(WorkerView.State.KILLED, false);
    }

    private synchronized void die(WorkerView.State how, boolean handsInLate) {
        WorkerLoop dying = loop;
        if (dying != null) {
            lost = dying.holding()
                    .map(held -> new Lost(held.task(), held.expiresAt(), goneNanos(held), handsInLate))
                    .orElse(null);
            dying.kill();
            loop = null;
            enter(how);
        }
    }

    private static long goneNanos(WorkerLoop.Holding held) {
        return System.nanoTime() + held.timeLeft().plus(UNTIL_SWEPT).toNanos();
    }

    /** Time passes: a lease that nobody renews has run out, and one who crashed comes back. */
    void tick() {
        Lost gone = takeLostLease();
        if (gone != null && gone.handedInLate()) {
            handInLate(gone.task());
        }
        synchronized (this) {
            if (state == WorkerView.State.CRASHED && lost == null) {
                start();
            }
        }
    }

    private synchronized @Nullable Lost takeLostLease() {
        Lost held = lost;
        if (held == null || System.nanoTime() - held.goneNanos() < 0) {
            return null;
        }
        lost = null;
        ends.merge(LeaseEnd.EXPIRED, 1, Integer::sum);
        return held;
    }

    /** What a worker does that slept too long: hands in a result that nobody waits for any more. */
    private void handInLate(ClaimedTask task) {
        try {
            gate.worker(Demo.TENANT, id()).complete(task.taskId(), task.leaseId(), located(task));
            LOG.warn("worker {} handed in task {} late and was not refused", id(), task.taskId());
        } catch (GateException e) {
            LOG.debug("worker {} was refused: {}", id(), e.getMessage());
        }
    }

    /** Ends it; what it held is given back. */
    void stop() {
        WorkerLoop stopping;
        synchronized (this) {
            stopping = loop;
            loop = null;
            lost = null;
            enter(WorkerView.State.STOPPED);
        }
        if (stopping != null) {
            stopping.close();
        }
    }

    synchronized WorkerView view() {
        WorkerLoop.Holding held = loop == null ? null : loop.holding().orElse(null);
        Lost left = lost;
        Instant until = held != null ? held.expiresAt() : left == null ? null : left.expiresAt();
        return new WorkerView(
                id(),
                role.behaviour(),
                state,
                since,
                held == null ? null : held.task().type(),
                until,
                ends);
    }

    @Override
    public Outcome work(ClaimedTask task) throws InterruptedException {
        begin();
        SimulatedWork work = SimulatedWork.of(task.type(), task.payload());
        if (role.behaviour() == Behaviour.CRASHING && random.nextInt(DEADLY) == 0) {
            pace.sleep(work.part(random.nextDouble(0.3, 0.8)));
            die(WorkerView.State.CRASHED, random.nextBoolean());
            throw new InterruptedException("crashed");
        }
        pace.sleep(work.part(0.3));
        if (task.attempt() == 0) {
            delegation.delegate(task, work.causes());
        }
        pace.sleep(work.part(0.7));
        return outcome(task, work.ending());
    }

    private synchronized void begin() throws InterruptedException {
        if (loop == null) {
            throw new InterruptedException("died before it began");
        }
        enter(WorkerView.State.WORKING);
    }

    @Override
    public void ended(ClaimedTask task, LeaseEnd end) {
        synchronized (this) {
            ends.merge(end, 1, Integer::sum);
            if (state == WorkerView.State.WORKING) {
                enter(WorkerView.State.WAITING);
            }
        }
        takeBreath();
    }

    /** Nobody works without a break; it also sets the leases of a lane apart. */
    private void takeBreath() {
        try {
            pace.sleep(Duration.ofMillis(random.nextLong(300, 2500)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void enter(WorkerView.State next) {
        state = next;
        since = Instant.now();
    }

    private static Outcome outcome(ClaimedTask task, SimulatedWork.Ending ending) {
        return switch (ending) {
            case COMPLETE -> new Outcome.Completed(located(task));
            case COMPLETE_UNLOCATED -> new Outcome.Completed(new Completion(result(task), null, null));
            case FAIL_ONCE ->
                task.attempt() == 0
                        ? failed("UPSTREAM_TIMEOUT", "the source did not answer within 30 s", true)
                        : new Outcome.Completed(located(task));
            case FAIL -> failed("RENDER_TIMEOUT", "page 214 of 380", false);
        };
    }

    private static Completion located(ClaimedTask task) {
        var artifacts = JsonNodeFactory.instance
                .arrayNode()
                .add(Job.ofType(task.type()).artifact(task.taskId().toString()));
        return Completion.of(result(task), Json.of(artifacts));
    }

    private static Json result(ClaimedTask task) {
        return Json.of(
                JsonNodeFactory.instance.objectNode().put("type", task.type()).put("ok", true));
    }

    private static Outcome failed(String code, String message, boolean retryable) {
        return new Outcome.Failed(
                Json.of(JsonNodeFactory.instance.objectNode().put("code", code).put("message", message)), retryable);
    }
}
