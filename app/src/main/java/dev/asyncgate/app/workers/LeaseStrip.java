package dev.asyncgate.app.workers;

import dev.asyncgate.app.theme.LeaseBarPainter;
import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/** The leases of a worker over the last hour, those at the same time below each other; 312 px wide. */
final class LeaseStrip extends Painted {

    static final Duration BACK = Duration.ofHours(1);

    private static final double WIDTH = 312;
    private static final double ROW = 22;
    private static final double BAR = 17;
    private static final double NARROWEST = 3;
    private static final int MOST_ROWS = 6;

    private final List<LeaseSpan> shown;
    private final List<Integer> rowOf;
    private final double height;
    private final Instant now;
    private final Palette palette;

    /** {@code leases} oldest first. */
    LeaseStrip(List<LeaseSpan> leases, Instant now, Palette palette) {
        Instant from = now.minus(BACK);
        List<LeaseSpan> shown =
                leases.stream().filter(lease -> end(lease, now).isAfter(from)).toList();
        List<Double> rowEnds = new ArrayList<>();
        List<Integer> rowOf = new ArrayList<>();
        for (LeaseSpan lease : shown) {
            double left = x(lease.acquiredAt(), from);
            int row = 0;
            while (row < rowEnds.size() && rowEnds.get(row) > left) {
                row++;
            }
            if (row == rowEnds.size() && row < MOST_ROWS) {
                rowEnds.add(0.0);
            }
            row = Math.min(row, MOST_ROWS - 1);
            rowEnds.set(row, right(lease, from, now));
            rowOf.add(row);
        }
        double height = Math.max(1, rowEnds.size()) * ROW + 4;
        super(WIDTH, height);
        this.shown = shown;
        this.rowOf = List.copyOf(rowOf);
        this.height = height;
        this.now = now;
        this.palette = palette;
    }

    @Override
    protected void paint(GraphicsContext canvas) {
        Instant from = now.minus(BACK);
        canvas.setFill(palette.inset());
        canvas.fillRect(0, 0, WIDTH, height);
        var painter = new LeaseBarPainter(canvas, palette);
        for (int i = 0; i < shown.size(); i++) {
            LeaseSpan lease = shown.get(i);
            double left = Math.max(0, x(lease.acquiredAt(), from));
            double width = Math.max(NARROWEST, right(lease, from, now) - left);
            var box = new LeaseBarPainter.Box(
                    Math.min(left, WIDTH - NARROWEST), rowOf.get(i) * ROW + 4, width, BAR, x(now, from));
            List<Double> ticks = lease.renewals().stream()
                    .map(renewal -> x(renewal.at(), from))
                    .filter(x -> x > 0)
                    .toList();
            painter.paint(box, StateLook.of(lease.endReason()), ticks);
        }
    }

    private static double right(LeaseSpan lease, Instant from, Instant now) {
        return Math.min(WIDTH, x(end(lease, now), from));
    }

    private static double x(Instant at, Instant from) {
        return Duration.between(from, at).toMillis() * WIDTH / BACK.toMillis();
    }

    private static Instant end(LeaseSpan lease, Instant now) {
        Instant ended = lease.endedAt();
        return ended == null ? now : ended;
    }
}
