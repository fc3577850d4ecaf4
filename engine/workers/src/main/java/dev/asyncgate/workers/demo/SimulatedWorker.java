package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.workers.Handler;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import dev.asyncgate.workers.Taskee;
import dev.asyncgate.workers.WorkerLoop;
import dev.asyncgate.workers.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One worker of the cast: works, dies, and comes back. Thread-safe. */
final class SimulatedWorker implements Handler {

    private static final Duration POLL = Duration.ofSeconds(2);

    /** One task in this many kills a crashing worker; from which one on is drawn. */
    private static final int DEADLY = 4;

    private final Gate gate;
    private final CastMember role;
    private final Pace pace;
    private final Random random;
    private final Labour labour;
    private final Map<LeaseEnd, Integer> ends = new EnumMap<>(LeaseEnd.class);
    private @Nullable WorkerLoop loop;
    private WorkerView.State state = WorkerView.State.WAITING;
    private Instant since = Instant.now();
    private @Nullable UUID ended;
    private @Nullable Hold hoarded;
    private @Nullable LostLease lost;
    private boolean waking;
    private int taken;
    private boolean paused;

    /** How long it holds by its own renewals: {@code endNanos} by this machine's monotonic clock. */
    private record Hold(Instant expiresAt, long endNanos) {}

    SimulatedWorker(Gate gate, CastMember role, Pace pace, Delegation delegation, long seed) {
        this.gate = gate;
        this.role = role;
        this.pace = pace;
        this.random = new Random(seed);
        this.taken = random.nextInt(DEADLY);
        this.labour = new Labour(gate, role.workerId(), pace, delegation, random);
    }

    String id() {
        return role.workerId();
    }

    /** Begins; one that has begun or was stopped stays as it is. */
    synchronized void start() {
        if (loop != null || state == WorkerView.State.STOPPED) {
            return;
        }
        enter(WorkerView.State.WAITING);
        WorkerLoop fresh = hire().start();
        if (paused) {
            fresh.pause();
        }
        loop = fresh;
    }

    /** Renewals do not grow here, and claims look often: what is shown is how leases end. */
    private Workers hire() {
        Workers hired = Workers.over(Taskee.of(gate, Demo.TENANT, id()))
                .ttl(role.ttl())
                .longestExtension(role.ttl())
                .longestWait(POLL)
                .grace(Duration.ZERO);
        if (role.acceptTypes().isEmpty()) {
            return hired.handleAny(this);
        }
        role.acceptTypes().forEach(type -> hired.handle(type, this));
        return hired;
    }

    /** Begins again after it was killed. Whatever it held is forgotten. */
    synchronized void startAgain() {
        if (state == WorkerView.State.KILLED) {
            start();
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
    synchronized void kill() {
        if (state == WorkerView.State.FROZEN) {
            lost = lost == null || lost.isOver() ? null : lost.forgotten();
            enter(WorkerView.State.KILLED);
        } else {
            leave(WorkerView.State.KILLED, LostLease.Afterwards.NOTHING);
        }
    }

    /** Stops at once in the middle of whatever it does, as a process that is suspended: nobody renews for it. */
    synchronized void freeze() {
        leave(WorkerView.State.FROZEN, LostLease.Afterwards.COMPLETE);
    }

    /** Goes on where it was frozen, with the next beat of the demo. */
    synchronized void thaw() {
        waking = state == WorkerView.State.FROZEN;
    }

    /** Says nothing to the engine any more; what it holds runs out. */
    private synchronized void leave(WorkerView.State how, LostLease.Afterwards afterwards) {
        WorkerLoop leaving = loop;
        if (leaving != null) {
            lost = holding(leaving).map(held -> lost(held, afterwards)).orElse(null);
            hoarded = null;
            leaving.kill();
            loop = null;
            enter(how);
        }
    }

    /** What it holds; the loop remembers a lease while its worker takes a breath after its end. */
    private Optional<WorkerLoop.Holding> holding(@Nullable WorkerLoop from) {
        return Optional.ofNullable(from)
                .flatMap(working -> working.holdings().stream().findFirst())
                .filter(held -> !held.task().leaseId().equals(ended));
    }

    private LostLease lost(WorkerLoop.Holding held, LostLease.Afterwards afterwards) {
        long endNanos = System.nanoTime() + held.timeLeft().toNanos();
        Hold own = hoarded;
        return own == null || own.endNanos() < endNanos
                ? new LostLease(held.task(), held.expiresAt(), endNanos, afterwards)
                : new LostLease(held.task(), own.expiresAt(), own.endNanos(), afterwards);
    }

    /** Time passes: a lease that nobody renews has run out, who crashed comes back, and who was woken goes on. */
    void tick() {
        LostLease due = takeDue();
        if (due != null) {
            LeaseEnd end = due.handIn(gate.worker(Demo.TENANT, id()));
            synchronized (this) {
                ends.merge(end, 1, Integer::sum);
            }
        }
        synchronized (this) {
            if (comesBack()) {
                waking = false;
                start();
            }
        }
    }

    /** What it has lost, once; of one who is woken also what it still holds. */
    private synchronized @Nullable LostLease takeDue() {
        LostLease held = lost;
        boolean frozen = state == WorkerView.State.FROZEN;
        if (held == null || (frozen ? !waking : !held.isOver())) {
            return null;
        }
        lost = null;
        return held;
    }

    private boolean comesBack() {
        return switch (state) {
            case CRASHED -> lost == null && role.behaviour() != Behaviour.CRASHING_TOGETHER;
            case CLINGING -> lost == null;
            case FROZEN -> waking;
            case WAITING, WORKING, KILLED, STOPPED -> false;
        };
    }

    /** Whether it has died with others, and waits for them to come back. */
    synchronized boolean isReadyToReturn() {
        return state == WorkerView.State.CRASHED && lost == null;
    }

    /** Whether others who die with it must wait for it. */
    synchronized boolean isAwaited() {
        return role.behaviour() == Behaviour.CRASHING_TOGETHER
                && (state == WorkerView.State.CRASHED
                        || state == WorkerView.State.WAITING
                        || state == WorkerView.State.WORKING);
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
        WorkerLoop.Holding held = holding(loop).orElse(null);
        return new WorkerView(
                id(),
                role.behaviour(),
                state,
                since,
                held == null ? null : held.task().type(),
                holdsUntil(held),
                ends);
    }

    private @Nullable Instant holdsUntil(WorkerLoop.@Nullable Holding held) {
        if (held == null) {
            return lost == null || lost.isOver() ? null : lost.expiresAt();
        }
        Hold own = hoarded;
        return own != null && own.expiresAt().isAfter(held.expiresAt()) ? own.expiresAt() : held.expiresAt();
    }

    @Override
    public Outcome work(LeasedTask leased) throws InterruptedException {
        begin();
        ClaimedTask task = leased.claimed();
        SimulatedWork work = SimulatedWork.of(task.type(), task.payload());
        return switch (role.behaviour()) {
            case STEADY -> labour.steadily(task, work);
            case CRASHING ->
                taken % DEADLY == 0
                        ? crash(work.part(random.nextDouble(0.3, 0.8)), isOdd(taken / DEADLY))
                        : labour.steadily(task, work);
            case CRASHING_TOGETHER -> crash(Duration.ofSeconds(1), false);
            case HOARDING -> hoard(task);
            case FLAKY -> labour.withLuck(task, work);
            case FORGETFUL -> labour.withoutProof(task, work);
            case DELEGATING -> labour.throughOthers(task, work);
        };
    }

    private synchronized void begin() throws InterruptedException {
        if (loop == null) {
            throw new InterruptedException("died before it began");
        }
        hoarded = null;
        taken++;
        enter(WorkerView.State.WORKING);
    }

    private Outcome crash(Duration after, boolean handsInLate) throws InterruptedException {
        pace.sleep(after);
        leave(WorkerView.State.CRASHED, handsInLate ? LostLease.Afterwards.COMPLETE : LostLease.Afterwards.NOTHING);
        throw new InterruptedException("crashed");
    }

    private Outcome hoard(ClaimedTask task) throws InterruptedException {
        labour.hoard(task, this::renewed);
        if (isOdd(taken)) {
            return new Outcome.Released(null);
        }
        leave(WorkerView.State.CLINGING, LostLease.Afterwards.RENEW);
        throw new InterruptedException("clings");
    }

    private static boolean isOdd(int number) {
        return number % 2 != 0;
    }

    private synchronized void renewed(Instant expiresAt) {
        hoarded = new Hold(expiresAt, System.nanoTime() + role.ttl().toNanos());
    }

    @Override
    public void ended(ClaimedTask task, LeaseEnd end) {
        synchronized (this) {
            ends.merge(end, 1, Integer::sum);
            hoarded = null;
            ended = task.leaseId();
            if (state == WorkerView.State.WORKING) {
                enter(WorkerView.State.WAITING);
            }
        }
        try {
            pace.sleep(Job.ofType(task.type()).drawBreath(random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void enter(WorkerView.State next) {
        state = next;
        since = Instant.now();
    }
}
