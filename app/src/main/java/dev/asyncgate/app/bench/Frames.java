package dev.asyncgate.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/**
 * The toolkit's own pulses while something moves: the work inside each, from its beginning to the end of layout and
 * painting, and how many were missed. For the FX thread.
 */
public final class Frames extends AnimationTimer {

    private static final double PULSE_MILLIS = 1000.0 / 60;
    private static final int FIRST_ONES = 5;

    private final Scene scene;
    private final DoubleConsumer move;
    private final Runnable painted = this::painted;
    private final List<Double> work = new ArrayList<>();
    private long begun;
    private long before;
    private long pulses;
    private long missed;

    /** {@code move} is told before each frame how many have gone before. */
    public Frames(Scene scene, DoubleConsumer move) {
        this.scene = scene;
        this.move = move;
    }

    @Override
    public void start() {
        scene.addPostLayoutPulseListener(painted);
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        scene.removePostLayoutPulseListener(painted);
    }

    @Override
    public void handle(long now) {
        begun = System.nanoTime();
        if (before != 0 && pulses > FIRST_ONES) {
            missed += Math.max(0, Math.round((begun - before) / 1e6 / PULSE_MILLIS) - 1);
        }
        before = begun;
        move.accept((double) pulses);
        pulses++;
    }

    private void painted() {
        if (begun != 0 && pulses > FIRST_ONES) {
            work.add((System.nanoTime() - begun) / 1e6);
        }
        begun = 0;
    }

    /** The work inside a pulse that 95 of 100 do not exceed, ms. */
    public double p95() {
        List<Double> sorted = work.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    /** How many of the pulses that were due did not come, per cent. */
    public double missedPercent() {
        return 100.0 * missed / Math.max(1, pulses + missed);
    }
}
