package dev.asyncgate.app.tasks;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks match. What only states narrow comes with each poll; anything else is counted up to a limit, the seldomer
 * the longer that takes, and exactly when somebody asks. For the FX thread only.
 */
final class TaskCounting {

    private static final Duration LOOKED_AT = Duration.ofMillis(200);

    /** A count that took a second is repeated after twenty. */
    private static final int RESTS = 20;

    private final Scope scope;
    private final TaskReads reads;
    private final ReadOnlyObjectWrapper<TaskCounts> counts =
            new ReadOnlyObjectWrapper<>(this, "counts", TaskCounts.NONE);
    private final ReadOnlyBooleanWrapper exactly = new ReadOnlyBooleanWrapper(this, "exactly");
    private final AtomicReference<@Nullable TaskCounts> soFar = new AtomicReference<>();
    private volatile boolean stopping;
    private @Nullable TaskQuery counted;
    private boolean counting;
    private long began;
    private long took;
    private @Nullable Tick tick;

    TaskCounting(Scope scope, TaskReads reads) {
        this.scope = scope;
        this.reads = reads;
    }

    /** What a poll has brought, while this query is in force. */
    void tell(TaskQuery query, Map<TaskStatus, Long> all) {
        var known = TaskCounts.of(TaskQuery.ALL, all);
        if (query.narrowsByStateAlone()) {
            counted = query;
            counts.set(TaskCounts.of(query, all));
            return;
        }
        boolean same = counted != null && counted.filter().equals(query.filter());
        counts.set(same ? counts.get().ofTotal(known.total()) : new TaskCounts(known.total(), Map.of(), 0, true));
        boolean rested = System.nanoTime() - began > took * RESTS;
        if (!exactly.get() && (!same || (!counting && rested))) {
            count(query);
        }
    }

    private void count(TaskQuery query) {
        counted = query;
        counting = true;
        began = System.nanoTime();
        scope.load("count", () -> reads.counting().count(query, null), this::end, problem -> counting = false);
    }

    private void end(TaskCounts found) {
        counting = false;
        took = System.nanoTime() - began;
        counts.set(found);
    }

    /** Counts to the end, telling how far it is. */
    void countExactly(TaskQuery query) {
        if (exactly.get() || query.narrowsByStateAlone()) {
            return;
        }
        stopping = false;
        counted = query;
        exactly.set(true);
        soFar.set(null);
        tick = scope.every(LOOKED_AT, this::look);
        scope.load(
                "count",
                () -> reads.counting().count(query, now -> {
                    soFar.set(now);
                    return !stopping;
                }),
                found -> {
                    counts.set(found);
                    rest();
                },
                problem -> rest());
    }

    /** Ends the exact count; what was counted stays. */
    void stop() {
        stopping = true;
    }

    /** Nobody looks any more. */
    void leave() {
        rest();
        counting = false;
    }

    private void look() {
        TaskCounts now = soFar.get();
        if (now != null && exactly.get()) {
            counts.set(now);
        }
    }

    private void rest() {
        exactly.set(false);
        if (tick != null) {
            tick.stop();
            tick = null;
        }
    }

    ReadOnlyObjectProperty<TaskCounts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** Whether it is counting to the end. */
    ReadOnlyBooleanProperty exactlyProperty() {
        return exactly.getReadOnlyProperty();
    }
}
