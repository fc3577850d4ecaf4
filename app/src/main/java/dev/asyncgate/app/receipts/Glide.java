package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Viewport;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import org.jspecify.annotations.Nullable;

/**
 * The motion of the graph: new nodes fade in during 160 ms, the view glides during 180 ms. Where somebody asks for
 * less motion, both happen at once. For the FX thread only.
 */
final class Glide extends AnimationTimer {

    private static final double FADE_NANOS = 160e6;
    private static final double MOVE_NANOS = 180e6;

    private final Consumer<Viewport> moved;
    private final Runnable repaint;
    private final BooleanSupplier still;
    private final Map<UUID, Long> born = new HashMap<>();
    private @Nullable Viewport from;
    private @Nullable Viewport to;
    private long movingSince;

    Glide(Consumer<Viewport> moved, Runnable repaint, BooleanSupplier still) {
        this.still = still;
        this.moved = moved;
        this.repaint = repaint;
    }

    /** These nodes appear now. */
    void appear(Iterable<UUID> nodes) {
        if (!isReduced()) {
            long now = System.nanoTime();
            nodes.forEach(node -> born.put(node, now));
            start();
        }
    }

    /** Glides from one view to another. */
    void move(Viewport before, Viewport after) {
        if (isReduced() || before.equals(after)) {
            stay();
            moved.accept(after);
            return;
        }
        from = before;
        to = after;
        movingSince = System.nanoTime();
        start();
    }

    /** Ends a move where it is. */
    void stay() {
        from = null;
        to = null;
    }

    double opacity(UUID node) {
        Long since = born.get(node);
        return since == null ? 1 : Math.min(1, (System.nanoTime() - since) / FADE_NANOS);
    }

    @Override
    public void handle(long frame) {
        long now = System.nanoTime();
        born.values().removeIf(since -> now - since >= FADE_NANOS);
        if (from != null && to != null) {
            double part = Math.min(1, (now - movingSince) / MOVE_NANOS);
            Viewport target = to;
            moved.accept(part >= 1 ? target : from.towards(target, 1 - (1 - part) * (1 - part)));
            if (part >= 1) {
                stay();
            }
        } else {
            repaint.run();
        }
        if (born.isEmpty() && to == null) {
            stop();
        }
    }

    private boolean isReduced() {
        return still.getAsBoolean();
    }
}
