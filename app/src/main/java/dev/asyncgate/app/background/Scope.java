package dev.asyncgate.app.background;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one owner, usually a place, has under way. The latest load under a key wins: an older one is cancelled and its
 * result dropped. For the FX thread only.
 */
public final class Scope {

    private final Background background;
    private final Map<Object, Load> latest = new HashMap<>();
    private final Set<Load> running = new LinkedHashSet<>();
    private final Set<Tick> ticks = new LinkedHashSet<>();

    Scope(Background background) {
        this.background = background;
    }

    /** Runs a query that no other load of this scope replaces. */
    public <T extends @Nullable Object> Load load(
            Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        return start(query, onResult, onFailure);
    }

    /** Runs a query and cancels the one under way with the same key. */
    public <T extends @Nullable Object> Load load(
            Object key, Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        Load older = latest.remove(key);
        if (older != null) {
            older.cancel();
            running.remove(older);
        }
        Load load = start(query, onResult, onFailure);
        if (load.isRunning()) {
            latest.put(key, load);
        }
        return load;
    }

    /** Calls {@code action} on the FX thread each period, paused or not: for clocks and the now-line. */
    public Tick every(Duration period, Runnable action) {
        return register(new Tick(background, period, false, action));
    }

    /**
     * Asks at once and then each period, on the FX thread's behalf, while the console is live. A period in which the
     * last answer is still awaited is skipped. {@link Tick#soon()} asks out of turn, as after a change notice.
     */
    public <T extends @Nullable Object> Tick poll(
            Duration period, Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        var poll = new Poll<T>(this, query, onResult, onFailure);
        Tick tick = register(new Tick(background, period, true, poll));
        tick.now();
        return tick;
    }

    /** As {@link #poll}, and also soon after each change that the console hears of: {@code period} may be long. */
    public <T extends @Nullable Object> Tick follow(
            Duration period, Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        Tick tick = poll(period, query, onResult, onFailure);
        tick.onStop(background.follow(tick));
        return tick;
    }

    /** Cancels every load and stops every tick of this scope; the scope can be used again. */
    public void cancelAll() {
        Set.copyOf(running).forEach(Load::cancel);
        running.clear();
        latest.clear();
        ticks.forEach(Tick::stop);
        ticks.clear();
    }

    void countUpdate() {
        background.countUpdate();
    }

    private Tick register(Tick tick) {
        ticks.add(tick);
        return tick;
    }

    private <T extends @Nullable Object> Load start(
            Callable<T> query, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        var load = new Load(background);
        var task = new FutureTask<>(query) {
            @Override
            protected void done() {
                Runnable outcome = outcomeOf(this, onResult, onFailure);
                background.runOnFx(() -> deliver(load, outcome));
            }
        };
        load.interruptedBy(() -> task.cancel(true));
        running.add(load);
        background.started(load);
        background.runOff(task);
        return load;
    }

    private void deliver(Load load, Runnable outcome) {
        running.remove(load);
        latest.values().remove(load);
        if (load.isRunning()) {
            load.end();
            outcome.run();
        }
    }

    private static <T extends @Nullable Object> Runnable outcomeOf(
            FutureTask<T> task, Consumer<? super T> onResult, Consumer<Exception> onFailure) {
        return switch (task.state()) {
            case SUCCESS -> {
                T result = task.resultNow();
                yield () -> onResult.accept(result);
            }
            case FAILED -> {
                Throwable failure = task.exceptionNow();
                yield () -> onFailure.accept(
                        failure instanceof Exception exception ? exception : new IllegalStateException(failure));
            }
            case CANCELLED, RUNNING -> () -> onFailure.accept(new CancellationException());
        };
    }
}
