package dev.asyncgate.app.schedules;

import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.schedule.ScheduleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/** The runs of a schedule in the six hours before now, as marks in the state of their task, and those to come as rings. */
final class RunStrip extends Painted {

    static final Duration BACK = Duration.ofHours(6);
    static final Duration AHEAD = Duration.ofHours(9);

    private static final double HEIGHT = 20;
    private static final double MARK = 3;
    private static final double RING = 6;
    private static final double CLOSEST = 8;
    private static final int MOST_RINGS = 60;

    private final Line line;
    private final Instant now;
    private final Palette palette;
    private final double width;

    RunStrip(Line line, Instant now, Palette palette, double width) {
        super(width, HEIGHT);
        this.line = line;
        this.now = now;
        this.palette = palette;
        this.width = width;
    }

    @Override
    protected void paint(GraphicsContext canvas) {
        for (ScheduleRun run : line.runs()) {
            double x = x(run.runAt());
            if (x >= 0) {
                canvas.setFill(palette.shades(StateLook.of(run.status())).full());
                canvas.fillRect(x - MARK / 2, 4, MARK, HEIGHT - 8);
            }
        }
        rings(canvas);
        canvas.setFill(palette.now());
        canvas.fillRect(x(now) - 0.75, 0, 1.5, HEIGHT);
    }

    /** As many as can be told apart; where they stand too close, a band says that there are many. */
    private void rings(GraphicsContext canvas) {
        List<Double> places = line.schedule().nextRuns(MOST_RINGS).stream()
                .map(this::x)
                .filter(x -> x > x(now) && x < width)
                .toList();
        canvas.setStroke(palette.textMuted());
        canvas.setLineWidth(1.2);
        boolean close = places.size() > 1 && places.get(1) - places.get(0) < CLOSEST;
        if (close) {
            canvas.setFill(palette.grid());
            canvas.fillRect(places.getFirst(), HEIGHT / 2 - 2, width - places.getFirst(), 4);
            return;
        }
        for (double x : places) {
            canvas.strokeOval(x - RING / 2, (HEIGHT - RING) / 2, RING, RING);
        }
    }

    private double x(Instant at) {
        return Duration.between(now.minus(BACK), at).toMillis()
                * width
                / BACK.plus(AHEAD).toMillis();
    }
}
