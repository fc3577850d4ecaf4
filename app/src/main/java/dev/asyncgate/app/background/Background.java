package dev.asyncgate.app.background;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The one way to leave the FX thread and the one way back. A place takes a {@link Scope} of its own and loads through
 * it; results and failures arrive on the FX thread. All methods are for the FX thread unless they say otherwise.
 */
public final class Background implements AutoCloseable {

    private static final long COALESCED_MILLIS = 100;

    private final Executor off;
    private final Executor onFx;
    private final @Nullable ScheduledExecutorService timer;
    private final BooleanProperty live = new SimpleBooleanProperty(this, "live", true);
    private final ReadOnlyLongWrapper updates = new ReadOnlyLongWrapper(this, "updates");
    private final ObservableList<Load> running = FXCollections.observableArrayList();
    private final Set<Tick> followers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean changeHeard = new AtomicBoolean();

    /** Runs queries on {@code off} and everything else on {@code onFx}; nothing ticks by itself. */
    public Background(Executor off, Executor onFx) {
        this(off, onFx, null);
    }

    private Background(Executor off, Executor onFx, @Nullable ScheduledExecutorService timer) {
        this.off = off;
        this.onFx = onFx;
        this.timer = timer;
    }

    /** The console's own: virtual threads off, the FX thread on. */
    public static Background onFxThread() {
        return new Background(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("background-", 0).factory()),
                Platform::runLater,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("ticks").factory()));
    }

    /** For tests: everything happens in the calling thread, and a {@link Tick} fires when the test says so. */
    public static Background direct() {
        return new Background(Runnable::run, Runnable::run);
    }

    /** A fresh scope; whoever owns it cancels it. */
    public Scope scope() {
        return new Scope(this);
    }

    /** Whether polls run. False is a real pause: nothing is asked until it is true again. */
    public BooleanProperty liveProperty() {
        return live;
    }

    /** How many answers of polls have arrived since the start. */
    public ReadOnlyLongProperty updatesProperty() {
        return updates.getReadOnlyProperty();
    }

    /** The loads under way, oldest first. */
    public ObservableList<Load> running() {
        return FXCollections.unmodifiableObservableList(running);
    }

    /**
     * Does something on the FX thread and waits for it, for threads other than it: the way in for whoever drives the
     * console from outside.
     *
     * @throws ExecutionException with what {@code action} threw
     */
    public <T extends @Nullable Object> T callOnFx(Callable<T> action) throws ExecutionException, InterruptedException {
        var task = new FutureTask<>(action);
        onFx.execute(task);
        return task.get();
    }

    /**
     * Something in the database changed: what follows changes asks again, once for all changes within a tenth of a
     * second. From any thread.
     */
    public void changed() {
        if (timer == null) {
            followers.forEach(Tick::soon);
        } else if (changeHeard.compareAndSet(false, true)) {
            var _ = timer.schedule(this::tellFollowers, COALESCED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tellFollowers() {
        changeHeard.set(false);
        followers.forEach(Tick::soon);
    }

    /** Has {@link #changed()} fire the tick until the returned handle is run. */
    Runnable follow(Tick tick) {
        followers.add(tick);
        return () -> followers.remove(tick);
    }

    /** Ends the ticks. Loads under way are their owners' to cancel. */
    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    void runOff(Runnable work) {
        off.execute(work);
    }

    void runOnFx(Runnable work) {
        onFx.execute(work);
    }

    void started(Load load) {
        running.add(load);
    }

    void ended(Load load) {
        running.remove(load);
    }

    void countUpdate() {
        updates.set(updates.get() + 1);
    }

    /** Calls {@code beat} on the timer's own thread each period until the returned handle is run. */
    Runnable beat(long periodNanos, Runnable beat) {
        if (timer == null) {
            return () -> {};
        }
        var future = timer.scheduleAtFixedRate(beat, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
