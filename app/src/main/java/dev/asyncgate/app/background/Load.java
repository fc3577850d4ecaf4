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
