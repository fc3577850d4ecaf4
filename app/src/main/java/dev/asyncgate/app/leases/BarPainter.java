package dev.asyncgate.app.leases;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.LeaseCap;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** Paints bars on a canvas whose origin is the chart's left edge. */
final class BarPainter {

    private static final double HEIGHT = LeaseBar.HEIGHT;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Ink canvas;
    private final Palette palette;
    private final CanvasFonts fonts;
    private final Texts texts;
    private final TimeScale scale;
    private final Instant now;

    BarPainter(Ink canvas, Palette palette, CanvasFonts fonts, Texts texts, TimeScale scale, Instant now) {
        this.canvas = canvas;
        this.palette = palette;
        this.fonts = fonts;
        this.texts = texts;
        this.scale = scale;
        this.now = now;
    }

    /** Paints a bar whose upper edge stands at {@code y}. */
    void paint(LeaseBar bar, double y) {
        StateLook look = StateLook.ofLease(bar.end());
        Palette.Shades shades = palette.shades(look);
        double x0 = snap(bar.x0());
        double x1 = snap(bar.x1());
        if (bar.lease().isLive()) {
            paintRest(bar, shades, x1, y);
        }
        switch (bar.form()) {
            case BLOCK -> {
                canvas.setFill(shades.full());
                canvas.fillRect(x0, y, Math.max(1, x1 - x0), HEIGHT);
            }
            case CAP -> paintCapOnly(look, shades, x0, x1, y);
            case FULL -> paintWhole(bar, look, shades, x0, x1, y);
        }
        LeaseSpan.LateAttempt late = bar.late();
        if (late != null) {
            paintLate(late, x1, y);
        }
    }

    private void paintCapOnly(StateLook look, Palette.Shades shades, double x0, double x1, double y) {
        if (look != StateLook.LEASE_COMPLETED) {
            LeaseCap.paint(canvas, look, palette, x1 - LeaseCap.WIDTH, y, LeaseCap.WIDTH, HEIGHT);
            return;
        }
        canvas.setFill(shades.tint());
        canvas.fillRect(x0, y, x1 - x0, HEIGHT);
        canvas.setStroke(shades.full());
        canvas.setLineWidth(1);
        canvas.strokeRect(x0 + 0.5, y + 0.5, x1 - x0 - 1, HEIGHT - 1);
        canvas.setFill(shades.full());
        canvas.fillRect(x1 - 4, y, 4, HEIGHT);
    }

    private void paintWhole(LeaseBar bar, StateLook look, Palette.Shades shades, double x0, double x1, double y) {
        boolean live = bar.lease().isLive();
        double bodyEnd = live ? x1 : x1 - LeaseCap.WIDTH + 1;
        boolean waiting = live && bar.lease().startedAt() == null;
        canvas.setFill(waiting ? shades.rest() : shades.tint());
        canvas.fillRect(x0, y, bodyEnd - x0, HEIGHT);
        if (look == StateLook.LEASE_CANCELED) {
            hatch(shades.full(), x0, bodyEnd, y);
        }
        canvas.setStroke(shades.full());
        canvas.setLineWidth(1);
        canvas.strokePolyline(
                new double[] {bodyEnd, x0 + 0.5, x0 + 0.5, bodyEnd},
                new double[] {y + 0.5, y + 0.5, y + HEIGHT - 0.5, y + HEIGHT - 0.5},
                4);
        canvas.setFill(shades.full());
        if (live) {
            canvas.fillRect(x0, y, 3, HEIGHT);
        }
        paintRenewals(bar, live ? x1 - 1 : x1 - LeaseCap.WIDTH, y);
        if (!live) {
            LeaseCap.paint(canvas, look, palette, x1 - LeaseCap.WIDTH, y, LeaseCap.WIDTH, HEIGHT);
        }
        paintLabel(bar.label(), look, Math.max(0, x0) + 7, y);
    }

    private void paintRenewals(LeaseBar bar, double before, double y) {
        for (LeaseSpan.Renewal renewal : bar.lease().renewals()) {
            double x = scale.x(renewal.at());
            if (x < before && x > -2) {
                canvas.fillRect(x, y, 1.5, 4);
            }
        }
    }

    private void paintLabel(BarLabel label, StateLook look, double x, double y) {
        if (label.type().isEmpty()) {
            return;
        }
        double idX = x + 6 + label.typeWidth();
        if (look == StateLook.LEASE_CANCELED) {
            double end = label.id().isEmpty()
                    ? x + label.typeWidth()
                    : idX + label.id().length() * TextWidths.ID_CHARACTER;
            canvas.setFill(palette.shades(look).tint());
            canvas.fillRoundRect(x - 4, y + 2, end - x + 8, HEIGHT - 4, 4, 4);
        }
        canvas.setFont(fonts.words());
        canvas.setFill(palette.text());
        canvas.fillText(label.type(), x, y + 14);
        if (!label.id().isEmpty()) {
            canvas.setFont(fonts.id());
            canvas.setFill(palette.textMuted());
            canvas.fillText(label.id(), idX, y + 14);
        }
    }

    private void paintRest(LeaseBar bar, Palette.Shades shades, double from, double y) {
        double to = Math.min(snap(bar.expiryX()), scale.width() + 20);
        canvas.setFill(shades.rest());
        canvas.fillRect(from, y, Math.max(0, to - from), HEIGHT);
        canvas.setStroke(shades.full());
        canvas.setLineWidth(1);
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineDashes(3, 2);
        if (to > from) {
            canvas.strokeLine(from, y + 0.5, to, y + 0.5);
            canvas.strokeLine(from, y + HEIGHT - 0.5, to, y + HEIGHT - 0.5);
        }
        canvas.setLineDashes();
        canvas.setFill(shades.full());
        canvas.fillRect(to - 2, y, 2, HEIGHT);
        paintCountdown(Duration.between(now, bar.lease().expiresAt()), to + 5, y);
    }

    private void paintCountdown(Duration left, double x, double y) {
        boolean soon = left.compareTo(SOON) < 0;
        String text = Durations.countdown(left);
        Color colour = soon ? palette.colour("color-warning-fg") : palette.textMuted();
        canvas.setFont(soon ? fonts.dataBold() : fonts.data());
        canvas.setFill(colour);
        canvas.fillText(text, x, y + 14);
        if (soon) {
            double after = x + text.length() * 6.6 + 3;
            Glyphs.paint(canvas, Glyphs.markPath("expired"), after, y + 4, 12, colour);
        }
    }

    private void paintLate(LeaseSpan.LateAttempt late, double end, double y) {
        Color colour = palette.colour("color-danger-fg");
        double x = scale.x(late.at());
        double middle = y + HEIGHT / 2;
        canvas.setStroke(colour);
        canvas.setLineWidth(1.2);
        canvas.setLineCap(StrokeLineCap.BUTT);
        if (x - 8 > end + 3) {
            canvas.setLineDashes(1.5, 3);
            canvas.strokeLine(end + 3, middle, x - 8, middle);
            canvas.setLineDashes();
        }
        double[] xs = {x, x + 7, x, x - 7};
        double[] ys = {middle - 7, middle, middle + 7, middle};
        canvas.setFill(palette.background());
        canvas.fillPolygon(xs, ys, 4);
        canvas.setLineWidth(1.3);
        canvas.strokePolygon(xs, ys, 4);
        canvas.strokeLine(x - 2.2, middle - 2.2, x + 2.2, middle + 2.2);
        canvas.strokeLine(x + 2.2, middle - 2.2, x - 2.2, middle + 2.2);
        canvas.setFont(fonts.words());
        canvas.setFill(colour);
        canvas.fillText(texts.text("leases.refused", late.operation()), x + 11, middle + 4);
    }

    private void hatch(Color colour, double x0, double x1, double y) {
        double from = Math.max(-10, x0);
        double to = Math.min(scale.width() + 10, x1);
        canvas.save();
        canvas.clip(from, y, Math.max(0, to - from), HEIGHT);
        canvas.setGlobalAlpha(0.7);
        canvas.setStroke(colour);
        canvas.setLineWidth(1.5);
        for (double x = from - HEIGHT; x < to; x += 8.5) {
            canvas.strokeLine(x, y + HEIGHT, x + HEIGHT, y);
        }
        canvas.restore();
    }

    private double snap(double x) {
        return Math.rint(Math.clamp(x, -40, scale.width() + 40));
    }
}
