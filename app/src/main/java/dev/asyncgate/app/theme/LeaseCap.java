package dev.asyncgate.app.theme;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** The end of a lease: its outline tells why it ended, the mark inside says it again. Sizes in px. */
public final class LeaseCap {

    /** A cap is this wide and ends exactly where the lease ended. */
    public static final double WIDTH = 16;

    private LeaseCap() {}

    /** The outline as SVG path data, from the left upper corner of a box; for every end but {@code active}. */
    public static String outline(String end, double w, double h) {
        return switch (end) {
            case "failed" -> "M0 0H%sL%s %sL%s %sH0z".formatted(w, w - 4, h / 2, w, h);
            case "retried" -> "M0 0H%1$sA%2$s %2$s 0 0 1 %1$s %3$sH0z".formatted(w - h / 2, h / 2, h);
            case "released" -> "M%1$s 0H%2$sV%3$sH%1$sL0 %4$sz".formatted(h / 3, w, h, h / 2);
            case "expired" ->
                "M0 0H%1$sL%2$s %3$sL%1$s %4$sL%2$s %5$sL%1$s %6$sL%2$s %7$sL%1$s %8$sH0z"
                        .formatted(w - 3, w, h / 6, h / 3, h / 2, 2 * h / 3, 5 * h / 6, h);
            case "canceled" -> "M0 0H%1$sL%2$s 4V%3$sL%1$s %4$sH0z".formatted(w - 4, w, h - 4, h);
            case "revoked" -> "M0 0H%sL%s %sH0z".formatted(w, w - 6, h);
            default -> "M0 0H%1$sV%2$sH0z".formatted(w, h);
        };
    }

    /** As {@link #paint(Ink, StateLook, Palette, double, double, double, double)}, on a canvas. */
    public static void paint(
            GraphicsContext canvas, StateLook end, Palette palette, double x, double y, double w, double h) {
        paint(Ink.on(canvas), end, palette, x, y, w, h);
    }

    /** Paints the cap with its mark into a box. */
    public static void paint(Ink canvas, StateLook end, Palette palette, double x, double y, double w, double h) {
        Palette.Shades shades = palette.shades(end);
        String word = end.word();
        canvas.save();
        canvas.translate(x, y);
        canvas.setFill(shades.full());
        canvas.beginPath();
        canvas.appendSVGPath(outline(word, w, h));
        canvas.fill();
        canvas.restore();
        double side = Math.min(10, h - 4);
        double left = x + w / 2 - side / 2 + shift(word);
        Glyphs.paint(canvas, Glyphs.markPath(word), left, y + h / 2 - side / 2, side, shades.on());
    }

    /**
     * Paints the end of a lease as it stands beside a word: the cap alone, or for a lease that lives a bar whose rest
     * is dashed. The box is 16 wide.
     */
    public static void paintBadge(GraphicsContext onto, StateLook end, Palette palette, double x, double y, double h) {
        Ink canvas = Ink.on(onto);
        if (end != StateLook.LEASE_ACTIVE) {
            paint(canvas, end, palette, x, y, WIDTH, h);
            return;
        }
        Palette.Shades shades = palette.shades(end);
        fill(canvas, shades.full(), x, y, 9, h);
        fill(canvas, shades.rest(), x + 9, y, 7, h);
        canvas.save();
        Color line = shades.full();
        canvas.setStroke(line);
        canvas.setLineWidth(1);
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineDashes(2, 1.5);
        canvas.strokeRect(x + 9, y + 0.5, 6.5, h - 1);
        canvas.restore();
    }

    private static void fill(Ink canvas, Color colour, double x, double y, double w, double h) {
        canvas.setFill(colour);
        canvas.fillRect(x, y, w, h);
    }

    /** The mark stands in the middle of what the outline leaves. */
    private static double shift(String end) {
        return switch (end) {
            case "released" -> 1.5;
            case "failed", "revoked" -> -1.5;
            case "retried", "expired" -> -1;
            default -> 0;
        };
    }
}
