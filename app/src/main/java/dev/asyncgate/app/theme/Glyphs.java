package dev.asyncgate.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/**
 * Every glyph, mark and icon: as nodes coloured by style sheet, as path data, and painted on a canvas. Sizes are the
 * side of the box in px.
 */
public final class Glyphs {

    private static final Properties PATHS = read();

    private Glyphs() {}

    /** The glyph of a task's state, by wire name, in its colour. */
    public static Glyph state(String status, double size) {
        return new Glyph(statePath(status), size, "state-" + status);
    }

    /** An icon in the text's colour of where it stands ({@code -ag-icon}). */
    public static Glyph icon(String name, double size) {
        return new Glyph(iconPath(name), size, "icon");
    }

    /** The mark of a receipt's type, by wire name such as {@code task.accepted}, in its colour. */
    public static Glyph receipt(String type, double size) {
        return new Glyph(
                receiptPath(type), size, "receipt-" + type.replace('.', '-').replace('_', '-'));
    }

    public static GlyphPath statePath(String status) {
        return new GlyphPath(
                PATHS.getProperty("state." + status + ".fill"), PATHS.getProperty("state." + status + ".stroke"), 1.7);
    }

    public static GlyphPath iconPath(String name) {
        return new GlyphPath(null, path("icon." + name), 1.4);
    }

    public static GlyphPath receiptPath(String type) {
        return new GlyphPath(null, path("node." + type), 1.7);
    }

    /** The bare mark inside a lease's cap; the bolt of a revoked one is filled. */
    public static GlyphPath markPath(String end) {
        String path = path("mark." + end);
        return end.equals("revoked") ? new GlyphPath(path, path, 0.5) : new GlyphPath(null, path, 2.4);
    }

    /** As {@link #paint(Ink, GlyphPath, double, double, double, Color)}, on a canvas. */
    public static void paint(GraphicsContext canvas, GlyphPath glyph, double x, double y, double size, Color colour) {
        paint(Ink.on(canvas), glyph, x, y, size, colour);
    }

    /** Paints a glyph into the square with this left upper corner. */
    public static void paint(Ink canvas, GlyphPath glyph, double x, double y, double size, Color colour) {
        canvas.save();
        canvas.translate(x, y);
        canvas.scale(size / 16, size / 16);
        if (glyph.fill() != null) {
            canvas.setFill(colour);
            canvas.beginPath();
            canvas.appendSVGPath(glyph.fill());
            canvas.fill();
        }
        if (glyph.stroke() != null) {
            canvas.setStroke(colour);
            canvas.setLineWidth(glyph.strokeWidth());
            canvas.setLineCap(StrokeLineCap.ROUND);
            canvas.setLineJoin(StrokeLineJoin.ROUND);
            canvas.setLineDashes();
            canvas.beginPath();
            canvas.appendSVGPath(glyph.stroke());
            canvas.stroke();
        }
        canvas.restore();
    }

    /** The names of one kind: {@code state}, {@code mark}, {@code node} or {@code icon}. */
    public static List<String> names(String kind) {
        return PATHS.stringPropertyNames().stream()
                .filter(key -> key.startsWith(kind + "."))
                .map(key -> key.substring(kind.length() + 1).replaceFirst("\\.(fill|stroke)$", ""))
                .distinct()
                .sorted()
                .toList();
    }

    private static String path(String key) {
        String path = PATHS.getProperty(key);
        if (path == null) {
            throw new IllegalArgumentException("No glyph named " + key);
        }
        return path;
    }

    private static Properties read() {
        var paths = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Glyphs.class.getResourceAsStream("/dev/asyncgate/ui/theme/glyphs.properties"))) {
            paths.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths;
    }
}
