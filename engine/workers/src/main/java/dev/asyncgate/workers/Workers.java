package dev.asyncgate.workers;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a worker: says which tasks it takes and what it does with them, and starts it. For one thread, and one worker.
 *
 * <pre>{@code
 * try (WorkerLoop _ = Workers.over(taskee).handle("report.render", task -> Outcome.done(result, artifacts)).start()) {
 *     ...
 * }
 * }</pre>
 */
public final class Workers {

    private final Taskee taskee;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private @Nullable Handler anyHandler;
    private List<String> capabilities = List.of();
    private int concurrency = 1;
    private @Nullable Duration ttl;
    private Duration longestExtension = Duration.ofSeconds(Limits.MAX_LEASE_TTL_SECONDS);
    private Duration longestWait = Duration.ofSeconds(10);
    private Duration grace = Duration.ofSeconds(30);

    private Workers(Taskee taskee) {
        this.taskee = taskee;
    }

    /** A worker on this gate. */
    public static Workers over(Taskee taskee) {
        return new Workers(taskee);
    }

    /** Takes tasks of this type. */
    public Workers handle(String type, Handler handler) {
        handlers.put(type, handler);
        return this;
    }

    /** Takes tasks of every type; those that have a handler of their own stay with it. */
    public Workers handleAny(Handler handler) {
        anyHandler = handler;
        return this;
    }

    /** What it offers; none by default. Tasks that require anything else stay where they are. */
    public Workers capabilities(List<String> offered) {
        capabilities = List.copyOf(offered);
        return this;
    }

    /** How many tasks it works on at once; 1 by default. */
    public Workers concurrency(int tasks) {
        concurrency = Limits.requireRange("concurrency", tasks, 1, 1000);
        return this;
    }

    /** How long a lease is first given for, 10 to 1800 s; by default what the gate gives. */
    public Workers ttl(Duration first) {
        ttl = first;
        return this;
    }

    /**
     * The most that a renewal asks for, 10 to 1800 s; 1800 s by default. Renewals ask for more and more, so that the
     * lifetime of a lease bounds a long task and not their number; so long a task waits when its worker dies.
     */
    public Workers longestExtension(Duration longest) {
        longestExtension = longest;
        return this;
    }

    /** How long a claim waits for a task, 0 to 30 s; 10 s by default. Over HTTP closing may take as long. */
    public Workers longestWait(Duration longest) {
        longestWait = longest;
        return this;
    }

    /** How long {@link WorkerLoop#close} lets handlers go on, before it interrupts them; 30 s by default. */
    public Workers grace(Duration longest) {
        grace = longest;
        return this;
    }

    /**
     * Starts it; it claims until it is closed.
     *
     * @throws GateException INVALID_REQUEST when it would take no type
     */
    public WorkerLoop start() {
        if (handlers.isEmpty() && anyHandler == null) {
            throw GateException.invalid("accept_types", "A worker without a handler takes nothing; call handle first.");
        }
        return WorkerLoop.start(
                taskee,
                new Plan(
                        Map.copyOf(handlers),
                        anyHandler,
                        capabilities,
                        concurrency,
                        ttl,
                        longestExtension,
                        longestWait,
                        grace));
    }

    /** What was said, when the worker was started. */
    record Plan(
            Map<String, Handler> handlers,
            @Nullable Handler anyHandler,
            List<String> capabilities,
            int concurrency,
            @Nullable Duration ttl,
            Duration longestExtension,
            Duration longestWait,
            Duration grace) {

        /** Empty for all. */
        List<String> acceptTypes() {
            return anyHandler == null ? List.copyOf(handlers.keySet()) : List.of();
        }

        Handler handlerOf(String type) {
            Handler own = handlers.get(type);
            return own == null ? Objects.requireNonNull(anyHandler) : own;
        }
    }
}
