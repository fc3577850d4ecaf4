package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulated taskers and workers on a real engine, in a tenant of their own. What they submit, and how each task goes, is
 * drawn from a seed; who takes which task when is left to the engine.
 *
 * <p>Thread-safe. Closing it gives back what the workers hold and ends every thread; what was written stays.
 */
public final class Demo implements AutoCloseable {

    /** The tenant of the demo. */
    public static final UUID TENANT = UUID.fromString("de300000-0000-4000-8000-000000000000");

    /** What the tenant is called. */
    public static final String TENANT_NAME = "demo";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Duration BEAT = Duration.ofMillis(200);
    static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int MOST_COUNTED = 1000;
    private static final long SEED = 4;
    private static final Set<Scenario> REHEARSED =
            EnumSet.of(Scenario.STEADY, Scenario.CRASHING, Scenario.HOARDING, Scenario.FLAKY);

    private final Gate gate;
    private final Inspector inspector;
    private final Set<Scenario> scenarios;
    private final Pace pace;
    private final List<Source> sources;
    private final List<SimulatedWorker> workers;
    private final Instant startedAt;
    private final Thread conductor;
    private volatile boolean paused;

    private Demo(Gate gate, Set<Scenario> scenarios, List<CastMember> cast, Speed speed, long seed) {
        this.gate = gate;
        this.inspector = gate.inspector(TENANT);
        this.scenarios = Set.copyOf(scenarios);
        this.pace = new Pace(speed);
        var delegation = new Delegation(gate);
        var random = new Random(seed);
        String keys = "demo-" + UUID.randomUUID();
        this.startedAt = inspector.leases(Instant.EPOCH, Instant.EPOCH, 1).at();
        this.sources = scenarios.stream()
                .sorted()
                .map(scenario -> new Source(scenario, delegation, random.nextLong(), keys))
                .toList();
        this.workers = cast.stream()
                .map(role -> new SimulatedWorker(gate, role, pace, delegation, random.nextLong()))
                .toList();
        this.conductor = Thread.ofPlatform().daemon().name("asyncgate-demo").unstarted(this::conduct);
    }

    /**
     * Starts a scenario at normal speed.
     *
     * @throws GateException DATABASE_UNAVAILABLE when the database does not answer
     */
    public static Demo start(Gate gate, Scenario scenario) {
        return start(gate, scenario, Speed.NORMAL);
    }

    /** Starts a scenario; see {@link #start(Gate, Scenario)}. */
    public static Demo start(Gate gate, Scenario scenario, Speed speed) {
        return start(gate, scenario, speed, SEED);
    }

    /** Starts a scenario; tasks are drawn from the seed. */
    public static Demo start(Gate gate, Scenario scenario, Speed speed, long seed) {
        return new Demo(gate, EnumSet.of(scenario), CastMember.of(scenario), speed, seed).begin();
    }

    /**
     * Plays several scenarios at once and fast for so long, so that there is something to look at, and returns with all
     * of them still playing. All instants are the database's, so a past takes its time.
     */
    public static Demo rehearse(Gate gate, Duration duration) throws InterruptedException {
        Demo demo = new Demo(gate, REHEARSED, CastMember.ofRehearsal(), Speed.FAST, SEED).begin();
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            demo.close();
            throw e;
        }
        return demo;
    }

    private Demo begin() {
        workers.forEach(SimulatedWorker::start);
        conductor.start();
        return this;
    }

    /** The types of tasks that cause others. */
    public static Set<String> delegatingTypes() {
        return Set.of(Job.REPORT.type());
    }

    /** What is being played. */
    public Set<Scenario> scenarios() {
        return scenarios;
    }

    /** When it began, by the database's clock. */
    public Instant startedAt() {
        return startedAt;
    }

    public Speed speed() {
        return pace.speed();
    }

    /** Changes the speed, of what is under way too. */
    public void setSpeed(Speed speed) {
        pace.set(speed);
    }

    /** Nothing is submitted or claimed any more; what is under way comes to its end. */
    public void pause() {
        paused = true;
        workers.forEach(worker -> worker.pause(true));
    }

    public void resume() {
        paused = false;
        workers.forEach(worker -> worker.pause(false));
    }

    public boolean isPaused() {
        return paused;
    }

    /** The workers as they are now, in the order of the cast. */
    public List<WorkerView> workers() {
        return workers.stream().map(SimulatedWorker::view).toList();
    }

    /** Kills a worker in the middle of whatever it does; it stays dead. One that is dead or unknown stays as it is. */
    public void kill(String workerId) {
        find(workerId).ifPresent(SimulatedWorker::kill);
    }

    /** Starts a killed worker again; it remembers nothing. */
    public void startAgain(String workerId) {
        find(workerId).ifPresent(SimulatedWorker::startAgain);
    }

    /**
     * Suspends a worker in the middle of whatever it does: its lease runs out unless it is woken in time. One that is
     * dead, frozen or unknown stays as it is.
     */
    public void freeze(String workerId) {
        find(workerId).ifPresent(SimulatedWorker::freeze);
    }

    /** Wakes a frozen worker: it hands in what it was working on, whether it still holds it or not, and goes on. */
    public void thaw(String workerId) {
        find(workerId).ifPresent(SimulatedWorker::thaw);
    }

    private Optional<SimulatedWorker> find(String workerId) {
        return workers.stream().filter(worker -> worker.id().equals(workerId)).findFirst();
    }

    /** The same as {@link #close()}. */
    public void stop() {
        close();
    }

    @Override
    public void close() {
        conductor.interrupt();
        List<Thread> goodbyes = workers.stream()
                .map(worker -> Thread.ofVirtual().start(worker::stop))
                .toList();
        try {
            conductor.join();
            for (Thread goodbye : goodbyes) {
                goodbye.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void conduct() {
        var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        long sweptNanos = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(BEAT);
                try {
                    workers.forEach(SimulatedWorker::tick);
                    returnTogether();
                    submitDue();
                    if (System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
                        gate.expireLeases(TENANT);
                        sweptNanos = System.nanoTime();
                    }
                    backoff.reset();
                } catch (GateException e) {
                    waitForDatabase(e, backoff);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the demo ends");
        }
    }

    private static void waitForDatabase(GateException e, Backoff backoff) throws InterruptedException {
        if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
            LOG.warn("the demo could not submit a task, and tries again: {}", e.getMessage());
        }
        backoff.pause();
    }

    /** Those who die together come back when each of them has lost what it held. */
    private void returnTogether() {
        List<SimulatedWorker> awaited =
                workers.stream().filter(SimulatedWorker::isAwaited).toList();
        if (awaited.stream().allMatch(SimulatedWorker::isReadyToReturn)) {
            awaited.forEach(SimulatedWorker::start);
        }
    }

    private void submitDue() {
        double seconds = pace.speed().factor() * BEAT.toMillis() / 1000.0;
        for (Source source : paused ? List.<Source>of() : sources) {
            source.pass(seconds, () -> inspector.countMatching(waiting(source.scenario()), MOST_COUNTED));
        }
    }

    private static TaskFilter waiting(Scenario scenario) {
        return new TaskFilter(EnumSet.of(TaskStatus.QUEUED), scenario.types(), null, null, null, null);
    }
}
