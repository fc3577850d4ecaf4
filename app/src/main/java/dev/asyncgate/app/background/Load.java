package dev.asyncgate.app.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One query under way, off the FX thread. For the FX thread only. */
public final class Load {

    private final Background background;
    private final long startedNanos = System.nanoTime();
    private long endedNanos;
    private boolean running = true;
    private @Nullable Runnable interrupt;

    /**
     * What a long load tells of itself, and how it ends well before its time. Asked on the FX thread.
     */
    public interface Told {

        /** What is being done, in some words. */
        String words();

        /** How much of it is done, from 0 to 1. */
        double fraction();

        /** Ends it where it does no harm; what was done is still answered. */
        void stop();
    }

    private @Nullable Told told;
    private @Nullable Runnable whenStopped;

    Load(Background background) {
        this.background = background;
    }

    /** Interrupts the query; neither its result nor its failure is heard of again. A load that has ended stays so. */
    public void cancel() {
        if (running) {
            end();
            if (interrupt != null) {
                interrupt.run();
            }
        }
    }

    /** Has it tell of itself; whoever stops it from outside does so through {@code told}. */
    public Load telling(Told told) {
        this.told = told;
        return this;
    }

    /** Does this too when it is stopped from outside: whoever awaits it would not hear of it again. */
    public Load whenStopped(Runnable action) {
        whenStopped = action;
        return this;
    }

    /** Null for a plain query. */
    public @Nullable Told told() {
        return told;
    }

    /** Ends it as it wants to be ended, by default by cancelling. */
    public void stop() {
        if (told != null) {
            told.stop();
        } else if (running) {
            cancel();
            if (whenStopped != null) {
                whenStopped.run();
            }
        }
    }

    public boolean isRunning() {
        return running;
    }

    /** How long it has been running, or ran. */
    public Duration elapsed() {
        return Duration.ofNanos((running ? System.nanoTime() : endedNanos) - startedNanos);
    }

    void interruptedBy(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    void end() {
        running = false;
        endedNanos = System.nanoTime();
        background.ended(this);
    }
}
