package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.LeaseCap;
import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/** The leases of a task one after another on one line of time, 312 × 22 px. */
final class AttemptStrip extends Painted {

    private static final double WIDTH = 312;
    private static final double TOP = 4;
    private static final double HEIGHT = 14;
    private static final double NARROWEST = 3;
    private static final double ROOM_FOR_CAP = 20;

    private final List<LeaseSpan> leases;
    private final Instant now;
    private final Palette palette;

    /** {@code leases} oldest first, at least one; those that live reach to {@code now}. */
    AttemptStrip(List<LeaseSpan> leases, Instant now, Palette palette) {
        super(WIDTH, TOP + HEIGHT + 4);
        this.leases = List.copyOf(leases);
        this.now = now;
        this.palette = palette;
    }

    @Override
    protected void paint(GraphicsContext canvas) {
        Instant from = leases.getFirst().acquiredAt();
        Instant to = leases.stream()
                .map(lease -> end(lease, now))
                .max(Instant::compareTo)
                .orElse(now);
        double perSecond = WIDTH / Math.max(0.001, seconds(from, to));
        canvas.setFill(palette.inset());
        canvas.fillRect(0, TOP, WIDTH, HEIGHT);
        for (LeaseSpan lease : leases) {
            double x = seconds(from, lease.acquiredAt()) * perSecond;
            double width = Math.max(NARROWEST, seconds(lease.acquiredAt(), end(lease, now)) * perSecond);
            paint(canvas, lease, palette, Math.min(x, WIDTH - NARROWEST), width, perSecond);
        }
    }

    private static void paint(
            GraphicsContext canvas, LeaseSpan lease, Palette palette, double x, double width, double perSecond) {
        StateLook look = StateLook.of(lease.endReason());
        Palette.Shades shades = palette.shades(look);
        canvas.setFill(shades.tint());
        canvas.fillRect(x, TOP, width, HEIGHT);
        canvas.setStroke(shades.full());
        canvas.setLineWidth(1);
        canvas.strokeRect(x + 0.5, TOP + 0.5, Math.max(1, width - 1), HEIGHT - 1);
        canvas.setFill(shades.full());
        for (LeaseSpan.Renewal renewal : lease.renewals()) {
            canvas.fillRect(Math.rint(x + seconds(lease.acquiredAt(), renewal.at()) * perSecond), TOP, 1, 5);
        }
        if (!lease.isLive() && width > ROOM_FOR_CAP) {
            LeaseCap.paint(canvas, look, palette, x + width - HEIGHT, TOP, HEIGHT, HEIGHT);
        } else if (width <= ROOM_FOR_CAP) {
            canvas.fillRect(x, TOP, Math.min(width, 4), HEIGHT);
        }
    }

    private static Instant end(LeaseSpan lease, Instant now) {
        Instant ended = lease.endedAt();
        return ended != null ? ended : now.isAfter(lease.acquiredAt()) ? now : lease.acquiredAt();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
