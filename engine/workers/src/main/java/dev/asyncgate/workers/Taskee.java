package dev.asyncgate.workers;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a worker on its gate, wherever that is. Bound to one worker id; thread-safe; to be called from platform
 * threads, for an interrupt would close the socket of the database under a virtual one.
 *
 * <p>Each call throws a {@link dev.asyncgate.error.GateException}. Its code DATABASE_UNAVAILABLE says that the gate is
 * away: the call may or may not have had its effect, and may be repeated.
 */
public interface Taskee {

    /** Calls the engine in this process. */
    static Taskee of(Gate gate, UUID tenantId, String workerId) {
        return new InProcessTaskee(gate, tenantId, workerId);
    }

    /**
     * Calls a gateway by HTTP.
     *
     * @param gate scheme, host and port, such as {@code http://127.0.0.1:8080}
     * @param key null for a gate that is open
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST when the address is none
     */
    static Taskee at(URI gate, @Nullable String key, String workerId) {
        return new HttpTaskee(new GateConnection(gate, key), workerId);
    }

    /** The id under which it holds leases. */
    String workerId();

    /**
     * Claims tasks, and waits for some when there are none. An interrupt ends the wait in process, and is kept; over
     * HTTP it does not, for a lease that was just given would be lost.
     *
     * @param request at most 10 tasks
     * @param wait 0 to 30 s
     * @return empty when there was nothing for this worker so long
     */
    List<ClaimedTask> claim(ClaimTasks.Request request, Duration wait);

    /** Says that the work begins; returns when it did, by the database's clock. */
    Instant start(UUID taskId, UUID leaseId);

    /**
     * Buys time.
     *
     * @param extension 10 to 1800 s
     * @return when the lease ends now, by the database's clock
     */
    Instant renew(UUID taskId, UUID leaseId, Duration extension);

    /** Keeps the latest progress, an object of at most 64 KiB. */
    void progress(UUID taskId, UUID leaseId, Json progress);

    /** Ends the task well. */
    void complete(UUID taskId, UUID leaseId, Completion completion);

    /**
     * Reports a failure.
     *
     * @param error an object of at most 64 KiB
     * @return whether the task will be tried again
     */
    boolean fail(UUID taskId, UUID leaseId, Json error, boolean retryable);

    /**
     * Gives the task back.
     *
     * @param delay before it may be claimed again; null for at once
     */
    void release(UUID taskId, UUID leaseId, @Nullable Duration delay);
}
