package dev.asyncgate.app.background;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something done again and again on the FX thread. For the FX thread only, except {@link #soon()}. */
public final class Tick {

    private final Background background;
    private final boolean restsWhilePaused;
    private final Runnable action;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Runnable endBeat;
    private Runnable onStop = () -> {};
    private boolean paused;
    private boolean stopped;

    Tick(Background background, Duration period, boolean restsWhilePaused, Runnable action) {
        this.background = background;
        this.restsWhilePaused = restsWhilePaused;
        this.action = action;
        this.endBeat = background.beat(period.toNanos(), this::soon);
    }

    /** Does it now, unless paused or stopped. */
    public void now() {
        boolean console = background.liveProperty().get();
        boolean resting = paused || (restsWhilePaused && !console);
        if (!stopped && !resting) {
            action.run();
        }
    }

    /** Does it as soon as the FX thread is free; callable from any thread, many calls become one. */
    public void soon() {
        if (waiting.compareAndSet(false, true)) {
            background.runOnFx(() -> {
                waiting.set(false);
                now();
            });
        }
    }

    public void pause() {
        paused = true;
    }

    /** Ends a pause and does it at once. */
    public void resume() {
        paused = false;
        now();
    }

    /** Ends it for good. */
    public void stop() {
        stopped = true;
        endBeat.run();
        onStop.run();
    }

    void onStop(Runnable action) {
        onStop = action;
    }
}
