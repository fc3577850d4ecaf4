package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import dev.asyncgate.workers.Taskee;
import dev.asyncgate.workers.WorkerLoop;
import dev.asyncgate.workers.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Clients at work on tasks of the type {@code unit}: some create, some work, and each notes what it was told. As clients do,
 * they ask again when nobody answers: a creation under its idempotency key, an outcome under its lease.
 */
final class Load implements AutoCloseable {

    static final String TYPE = "unit";

    private static final Json ARTIFACTS = Json.parse("[\"s3://out/report.pdf\"]");

    /** Creates a task of the type, under this key. */
    @FunctionalInterface
    interface Creation {
        UUID create(String idempotencyKey);
    }

    private final Acknowledged acknowledged;
    private final Random random;
    private final Creation creation;
    private final Function<String, Taskee> taskees;
    private final List<Thread> creators = new ArrayList<>();
    private final List<WorkerLoop> workers = new ArrayList<>();
    private volatile boolean creating = true;

    Load(Acknowledged acknowledged, Random random, Creation creation, Function<String, Taskee> taskees) {
        this.acknowledged = acknowledged;
        this.random = random;
        this.creation = creation;
        this.taskees = taskees;
    }

    /** On an engine in this process. */
    static Load on(Gate gate, UUID tenantId, Acknowledged acknowledged, Random random) {
        Principal planner = Principal.parse("agent:planner");
        return new Load(
                acknowledged,
                random,
                key -> gate.tasker(tenantId, planner)
                        .createTask(unit(key, Json.emptyObject()))
                        .taskId(),
                id -> Taskee.of(gate, tenantId, id));
    }

    static NewTask unit(String idempotencyKey, Json payload) {
        return NewTask.builder(TYPE, payload)
                .idempotencyKey(idempotencyKey)
                .retryBackoff(Duration.ofSeconds(1))
                .build();
    }

    Load start(int creatorCount, int workerCount) {
        for (int i = 0; i < creatorCount; i++) {
            String name = "creator-" + i;
            var own = new Random(random.nextLong());
            creators.add(Thread.ofPlatform().name(name).start(() -> create(name, own)));
        }
        for (int i = 0; i < workerCount; i++) {
            workers.add(Workers.over(new NotingTaskee(taskees.apply("worker-" + i), acknowledged))
                    .handle(TYPE, Load::work)
                    .concurrency(2)
                    .ttl(Duration.ofSeconds(10))
                    .longestExtension(Duration.ofSeconds(10))
                    .longestWait(Duration.ofSeconds(2))
                    .grace(Duration.ofSeconds(5))
                    .start());
        }
        return this;
    }

    private void create(String name, Random own) {
        try {
            for (int n = 0; creating; n++) {
                acknowledged.created(insist(name + "-" + n));
                TimeUnit.MILLISECONDS.sleep(own.nextInt(5, 25));
            }
        } catch (InterruptedException e) {
            acknowledged.fault(name + " was interrupted");
        } catch (GateException e) {
            acknowledged.fault(name + ": " + e.code() + ": " + e.getMessage());
        }
    }

    private UUID insist(String key) throws InterruptedException {
        while (true) {
            try {
                return creation.create(key);
            } catch (GateException e) {
                if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Most succeed, some at their second attempt, some never. */
    private static Outcome work(LeasedTask task) throws InterruptedException {
        int kind = Math.floorMod(task.taskId().hashCode(), 20);
        if (kind == 0) {
            return Outcome.failed("hopeless", "it cannot be done", false);
        }
        if (kind < 3 && task.claimed().attempt() == 0) {
            return Outcome.failed("unlucky", "it may be done", true);
        }
        if (kind == 4) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return Outcome.done(Json.emptyObject(), ARTIFACTS);
    }

    /** Waits until so much more was acknowledged: the system works. */
    void awaitMore(int more, Duration within) throws InterruptedException {
        int enough = acknowledged.count() + more;
        Eventually.is(more + " more acknowledgements", within, () -> {
            acknowledged.assertNoFaults();
            return acknowledged.count() >= enough;
        });
    }

    /** Creates nothing more; what was asked for is asked for until it is answered. */
    void finishCreating(Duration within) throws InterruptedException {
        creating = false;
        for (Thread creator : creators) {
            assertThat(creator.join(within))
                    .as(creator.getName() + " got its last answer")
                    .isTrue();
        }
    }

    @Override
    public void close() {
        creating = false;
        workers.forEach(WorkerLoop::close);
    }
}
