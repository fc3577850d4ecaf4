package dev.asyncgate.app.sheet;

import static dev.asyncgate.app.sheet.Painting.fill;
import static dev.asyncgate.app.sheet.Painting.line;
import static dev.asyncgate.app.sheet.Painting.text;

import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.LeaseCap;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** One bar of every kind, and the marks that stand on and beside bars. */
final class LeaseBars {

    private static final double WIDTH = 150;
    private static final double HEIGHT = 20;
    private static final String TYPE = "report.render";

    private final Texts texts;
    private final ObservableValue<Palette> palette;

    LeaseBars(Texts texts, ObservableValue<Palette> palette) {
        this.texts = texts;
        this.palette = palette;
    }

    Region bar(StateLook end) {
        return Painting.canvas(WIDTH + 4, 24, palette, (canvas, colours) -> {
            canvas.translate(0, 2);
            paintBar(canvas, colours, end);
            canvas.translate(0, -2);
        });
    }

    private void paintBar(GraphicsContext canvas, Palette colours, StateLook end) {
        boolean live = end == StateLook.LEASE_ACTIVE;
        Palette.Shades shades = colours.shades(end);
        double body = live ? 96 : WIDTH - 15;
        fill(canvas, shades.tint(), 0, 0, body, HEIGHT);
        if (end == StateLook.LEASE_CANCELED) {
            hatch(canvas, shades, body);
        }
        line(canvas, shades.full(), 1, body, 0.5, 0.5, 0.5, 0.5, HEIGHT - 0.5, body, HEIGHT - 0.5);
        for (double renewal : new double[] {28, 58, 88}) {
            fill(canvas, shades.full(), renewal, 0, 1.5, 4);
        }
        text(canvas, TYPE, colours.text(), Fonts.WORDS, 11, 7, 14);
        if (live) {
            paintRest(canvas, colours, shades);
        } else {
            LeaseCap.paint(canvas, end, colours, WIDTH - 16, 0, LeaseCap.WIDTH, HEIGHT);
        }
    }

    private static void paintRest(GraphicsContext canvas, Palette colours, Palette.Shades shades) {
        fill(canvas, shades.full(), 0, 0, 3, HEIGHT);
        fill(canvas, shades.rest(), 96, 0.5, WIDTH - 96.5, HEIGHT - 1);
        canvas.setLineDashes(3, 2);
        line(canvas, shades.full(), 1, 96, 0.5, WIDTH - 0.5, 0.5, WIDTH - 0.5, HEIGHT - 0.5, 96, HEIGHT - 0.5);
        canvas.setLineDashes();
        fill(canvas, shades.full(), WIDTH - 2, 0, 2, HEIGHT);
        fill(canvas, colours.now(), 95.25, -2, 1.5, 24);
    }

    /** Slanted lines, left out behind the label. */
    private static void hatch(GraphicsContext canvas, Palette.Shades shades, double body) {
        canvas.save();
        canvas.beginPath();
        canvas.rect(0, 0, body, HEIGHT);
        canvas.clip();
        Color lines = shades.full().deriveColor(0, 1, 1, 0.7);
        for (double x = -HEIGHT; x < body; x += 6 * Math.sqrt(2)) {
            line(canvas, lines, 1.5, x, HEIGHT, x + HEIGHT, 0);
        }
        canvas.restore();
        canvas.setFill(shades.tint());
        canvas.fillRoundRect(4, 2, 79, 16, 4, 4);
    }

    /** A late attempt, a fold, a summary. */
    Region marks() {
        return Painting.canvas(440, 64, palette, (canvas, colours) -> {
            canvas.translate(0, 6);
            lateAttempt(canvas, colours);
            fold(canvas, colours);
            canvas.translate(0, -6);
            summary(canvas, colours);
        });
    }

    private void lateAttempt(GraphicsContext canvas, Palette colours) {
        StateLook end = StateLook.LEASE_EXPIRED;
        Palette.Shades shades = colours.shades(end);
        Color red = colours.colour("color-danger-fg");
        fill(canvas, shades.tint(), 0, 0, 90, HEIGHT);
        line(canvas, shades.full(), 1, 90, 0.5, 0.5, 0.5, 0.5, 19.5, 90, 19.5);
        LeaseCap.paint(canvas, end, colours, 89, 0, LeaseCap.WIDTH, HEIGHT);
        text(canvas, "report…", colours.text(), Fonts.WORDS, 11, 7, 14);
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineDashes(1.5, 3);
        line(canvas, red, 1.2, 109, 10, 176, 10);
        canvas.setLineDashes();
        canvas.setFill(colours.background());
        canvas.fillPolygon(new double[] {184, 191, 184, 177}, new double[] {3, 10, 17, 10}, 4);
        line(canvas, red, 1.3, 184, 3, 191, 10, 184, 17, 177, 10, 184, 3);
        line(canvas, red, 1.3, 181.8, 7.8, 186.2, 12.2);
        line(canvas, red, 1.3, 186.2, 7.8, 181.8, 12.2);
        text(canvas, texts.text("sheet.refused"), red, Fonts.WORDS, 11, 196, 14);
    }

    private void fold(GraphicsContext canvas, Palette colours) {
        fill(canvas, colours.fold(), 302, -1, 56, 22);
        line(canvas, colours.border(), 1, 302, -1, 306, 3, 302, 7, 306, 11, 302, 15, 306, 19);
        line(canvas, colours.border(), 1, 358, -1, 354, 3, 358, 7, 354, 11, 358, 15, 354, 19);
        text(canvas, texts.text("sheet.folded"), colours.textMuted(), Fonts.WORDS, 11, 364, 14);
    }

    private void summary(GraphicsContext canvas, Palette colours) {
        Color done = colours.shades(StateLook.LEASE_COMPLETED).full().deriveColor(0, 1, 1, 0.55);
        Color trouble = colours.shades(StateLook.LEASE_FAILED).full();
        for (int i = 0; i < 20; i++) {
            double height = 8 + 8 * Math.abs(Math.sin(i / 3.0));
            double bad = i % 6 == 4 ? 5 : 0;
            fill(canvas, done, i * 10, 60 - height + bad, 8.5, height - bad);
            fill(canvas, trouble, i * 10, 60 - height, 8.5, bad);
        }
        text(canvas, texts.text("sheet.summary"), colours.textMuted(), Fonts.WORDS, 11, 208, 56);
    }
}
