package dev.asyncgate.workers.scheduler;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.workers.Taskee;
import dev.asyncgate.workers.WorkerLoop;
import dev.asyncgate.workers.Workers;
import java.time.Duration;
import java.util.UUID;

/**
 * The scheduler of a tenant, a taskee: it leases the control tasks {@code schedule.create}, {@code .pause},
 * {@code .resume}, {@code .delete} and {@code .status}, and creates a task for each run of a schedule, with the key
 * {@code schedule:{id}:{run_at}}, in the name of the schedule's owner.
 *
 * <p>Any number of schedulers may serve a tenant, in one process or in many; a run fires once. Thread-safe.
 */
public final class Scheduler implements AutoCloseable {

    private static final Duration TTL = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final FiringLoop firing;
    private final WorkerLoop controls;
    private final ChangeFeed.Subscription changes;

    private Scheduler(Gate gate, UUID tenantId, String workerId) {
        ScheduleKeeper keeper = gate.schedules(tenantId);
        this.firing = new FiringLoop(keeper);
        this.changes = gate.changes().subscribe(changed -> {
            if (changed.equals(tenantId) || changed.equals(ChangeFeed.EVERYTHING)) {
                firing.wake();
            }
        });
        var handler = new ControlHandler(keeper, gate.inspector(tenantId), workerId, firing::wake);
        Workers workers = Workers.over(Taskee.of(gate, tenantId, workerId))
                .ttl(TTL)
                .longestWait(LONGEST_WAIT)
                .grace(GRACE);
        ControlHandler.TYPES.forEach(type -> workers.handle(type, handler));
        this.controls = workers.start();
    }

    /**
     * Starts a scheduler on threads of its own.
     *
     * @param workerId under which it leases control tasks
     */
    public static Scheduler start(Gate gate, UUID tenantId, String workerId) {
        return new Scheduler(gate, tenantId, workerId);
    }

    /** Takes no control task any more, brings to its end what it fires now, and ends its threads. */
    @Override
    public void close() {
        controls.close();
        changes.close();
        firing.close();
    }
}
