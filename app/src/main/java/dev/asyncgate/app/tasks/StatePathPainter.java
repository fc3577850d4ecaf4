package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.task.TaskStatus;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints the states and the way taken through them: what was taken is strong and counted, the rest is faint. */
final class StatePathPainter {

    private static final double MIDDLE = 52;
    private static final double LOOP = 104;
    private static final double QUEUED = 24;
    private static final double LEASED = 88;
    private static final double RUNNING = 156;
    private static final double END = 228;
    private static final Font WORDS = Font.font("Inter", 12);
    private static final Font STRONG = Font.font("Inter SemiBold", 12);
    private static final Font COUNTS = Font.font("JetBrains Mono", 12);

    private final StatePath path;
    private final Palette palette;
    private final Texts texts;
    private final GraphicsContext canvas;

    StatePathPainter(GraphicsContext canvas, StatePath path, Palette palette, Texts texts) {
        this.canvas = canvas;
        this.path = path;
        this.palette = palette;
        this.texts = texts;
    }

    void paint() {
        canvas.setTextBaseline(VPos.CENTER);
        paintSteps();
        paintEnds();
        paintLoops();
        for (TaskStatus status : TaskStatus.values()) {
            paintState(status);
        }
    }

    // ---- edges

    private void paintSteps() {
        step(QUEUED, LEASED, path.claims());
        step(LEASED, RUNNING, path.starts());
    }

    private void step(double from, double to, int count) {
        boolean taken = count > 0;
        pen(taken);
        canvas.strokeLine(from + 11, MIDDLE, to - 14, MIDDLE);
        arrowRight(to - 11, MIDDLE, taken);
        if (taken) {
            count((from + to) / 2 - 1, MIDDLE, Integer.toString(count));
        }
    }

    private void paintEnds() {
        for (TaskStatus end : TaskStatus.values()) {
            if (end.isTerminal() && end != path.status()) {
                endFrom(RUNNING, y(end), false);
            }
        }
        if (path.status().isTerminal()) {
            endFrom(x(path.endedFrom()), y(path.status()), true);
        }
    }

    private void endFrom(double from, double y, boolean taken) {
        pen(taken);
        if (from == RUNNING && y == MIDDLE) {
            canvas.strokeLine(from + 12, y, END - 15, y);
            arrowRight(END - 12, y, taken);
            if (taken) {
                count(190, y, "1");
            }
            return;
        }
        boolean above = y <= MIDDLE;
        double bend = Math.signum(y - MIDDLE) * 4;
        canvas.beginPath();
        if (from == RUNNING) {
            canvas.moveTo(from + 12, MIDDLE + bend);
            canvas.bezierCurveTo(192, MIDDLE + bend * 1.5, 190, y, END - 15, y);
        } else {
            // Past the states in between: above them, or for the lowest below them.
            canvas.moveTo(from, above ? MIDDLE - 12 : MIDDLE - 11);
            canvas.bezierCurveTo(
                    from, 4, above ? 170 : 206, above ? 4 : -8, above ? END - 15 : 206, y - (above ? 4 : 8));
            if (!above) {
                canvas.quadraticCurveTo(206, y, END - 15, y);
            }
        }
        canvas.stroke();
        arrowRight(END - 12, y, taken);
    }

    private void paintLoops() {
        int fromLeased = StatePath.sum(path.backFromLeased());
        int fromRunning = StatePath.sum(path.backFromRunning());
        loop(RUNNING, LEASED, fromRunning > 0);
        loop(LEASED, QUEUED, path.backs() > 0);
        if (fromLeased > 0) {
            pen(true);
            canvas.strokeLine(LEASED, MIDDLE + 32, LEASED, LOOP);
        }
        if (path.backs() > 0) {
            canvas.setFill(palette.text());
            canvas.fillPolygon(new double[] {QUEUED - 3, QUEUED + 3, QUEUED}, new double[] {87, 87, 81}, 3);
        }
        label((QUEUED + LEASED) / 2, path.backFromLeased());
        label((LEASED + RUNNING) / 2, path.backFromRunning());
    }

    private void loop(double from, double to, boolean taken) {
        if (!taken) {
            return;
        }
        pen(true);
        canvas.beginPath();
        if (from == RUNNING) {
            canvas.moveTo(RUNNING, MIDDLE + 30);
            canvas.lineTo(RUNNING, LOOP - 6);
            canvas.quadraticCurveTo(RUNNING, LOOP, RUNNING - 6, LOOP);
        } else {
            canvas.moveTo(from, LOOP);
        }
        if (to == QUEUED) {
            canvas.lineTo(QUEUED + 6, LOOP);
            canvas.quadraticCurveTo(QUEUED, LOOP, QUEUED, LOOP - 6);
            canvas.lineTo(QUEUED, MIDDLE + 34);
        } else {
            canvas.lineTo(to, LOOP);
        }
        canvas.stroke();
    }

    private void label(double x, Map<LeaseEnd, Integer> backs) {
        if (backs.isEmpty()) {
            return;
        }
        Map.Entry<LeaseEnd, Integer> first = backs.entrySet().iterator().next();
        String words = backs.size() == 1
                ? texts.text("tasks.path_back", first.getKey().wireName(), first.getValue())
                : texts.text("tasks.path_backs", StatePath.sum(backs));
        canvas.setFill(palette.subtle());
        canvas.fillRect(x - 29, LOOP - 9, 58, 18);
        words(x, LOOP, words, WORDS, palette.textMuted(), TextAlignment.CENTER);
    }

    // ---- states

    private void paintState(TaskStatus status) {
        boolean end = status.isTerminal();
        boolean here = status == path.status();
        double x = x(status);
        double y = y(status);
        canvas.setGlobalAlpha(end && !here ? 0.5 : 1);
        Color colour = palette.shades(StateLook.of(status)).full();
        Glyphs.paint(canvas, Glyphs.statePath(status.wireName()), x - 8, y - 8, 16, colour);
        Font font = here ? STRONG : WORDS;
        if (end) {
            words(x + 14, y, status.wireName(), font, palette.text(), TextAlignment.LEFT);
        } else {
            words(x, y + 20, status.wireName(), font, palette.text(), TextAlignment.CENTER);
        }
        canvas.setGlobalAlpha(1);
    }

    private static double x(TaskStatus status) {
        return switch (status) {
            case QUEUED -> QUEUED;
            case LEASED -> LEASED;
            case RUNNING -> RUNNING;
            case SUCCEEDED, FAILED, CANCELED -> END;
        };
    }

    private static double y(TaskStatus status) {
        return switch (status) {
            case SUCCEEDED -> 18;
            case CANCELED -> 86;
            case QUEUED, LEASED, RUNNING, FAILED -> MIDDLE;
        };
    }

    // ---- strokes

    private void pen(boolean taken) {
        canvas.setStroke(taken ? palette.text() : palette.border());
        canvas.setLineWidth(taken ? 1.6 : 1.2);
        canvas.setLineCap(StrokeLineCap.BUTT);
    }

    private void arrowRight(double tip, double y, boolean taken) {
        canvas.setFill(taken ? palette.text() : palette.border());
        canvas.fillPolygon(new double[] {tip - 6, tip, tip - 6}, new double[] {y - 3, y, y + 3}, 3);
    }

    private void count(double x, double y, String count) {
        canvas.setFill(palette.subtle());
        canvas.fillRect(x - 8, y - 8, 16, 16);
        words(x, y, count, COUNTS, palette.text(), TextAlignment.CENTER);
    }

    private void words(double x, double y, String words, Font font, Color colour, TextAlignment alignment) {
        canvas.setFont(font);
        canvas.setFill(colour);
        canvas.setTextAlign(alignment);
        canvas.fillText(words, x, y);
    }
}
