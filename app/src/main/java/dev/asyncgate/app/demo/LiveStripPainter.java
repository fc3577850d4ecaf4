package dev.asyncgate.app.demo;

import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.LeaseBarPainter;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Paints a {@link LiveStrip}. Sizes in px. */
final class LiveStripPainter {

    static final double AXIS = 26;

    private static final double LABELS = 98;
    private static final double AFTER = 44;
    private static final Font WORDS = Font.font(Fonts.WORDS, 11);
    private static final Font DATA = Font.font(Fonts.DATA, 11);
    private static final Font DATA_BOLD = Font.font(Fonts.DATA, FontWeight.BOLD, 11);

    private final GraphicsContext canvas;
    private final Palette palette;
    private final LeaseBarPainter bars;
    private final double width;
    private final double row;
    private final Map<String, Double> widths = new HashMap<>();

    LiveStripPainter(GraphicsContext canvas, Palette palette, double width, double row) {
        this.canvas = canvas;
        this.palette = palette;
        this.bars = new LeaseBarPainter(canvas, palette);
        this.width = width;
        this.row = row;
    }

    /** As much height for each lane as lets all of them stand in the strip. */
    static double rowHeight(int lanes) {
        return Math.clamp(Math.floor(264.0 / Math.max(1, lanes)), 20, 33);
    }

    void paint(LiveStrip strip) {
        double height = AXIS + strip.lanes().size() * row;
        canvas.clearRect(0, 0, width, height);
        fill(palette.inset(), 0, 0, width, height);
        double now = x(strip.now());
        axis(strip, height, now);
        canvas.setGlobalAlpha(0.5);
        fill(palette.background(), now, AXIS, width - now, height - AXIS);
        canvas.setGlobalAlpha(1);
        for (int i = 0; i < strip.lanes().size(); i++) {
            lane(strip.lanes().get(i), AXIS + i * row, now);
        }
        nowLine(strip, now, height);
    }

    private double x(double share) {
        return LABELS + (width - LABELS - AFTER) * share;
    }

    private void axis(LiveStrip strip, double height, double now) {
        for (LiveStrip.AxisTick tick : strip.ticks()) {
            double x = Math.rint(x(tick.x()));
            fill(palette.grid(), x, AXIS, 1, height - AXIS);
            if (now - x > 70) {
                text(Instants.second(tick.at()), DATA, palette.textSubtle(), x, 17, TextAlignment.CENTER);
            }
        }
    }

    private void lane(LiveStrip.Lane lane, double y, double now) {
        fill(palette.borderMuted(), 0, y, width, 1);
        double barHeight = Math.min(20, row - 7);
        double top = y + Math.round((row - barHeight) / 2);
        text(lane.worker(), DATA, palette.text(), 16, y + row / 2 + 4, TextAlignment.LEFT);
        canvas.save();
        canvas.beginPath();
        canvas.rect(LABELS - 2, y, width - LABELS + 2, row);
        canvas.clip();
        lane.bars().forEach(bar -> bar(bar, top, barHeight, now));
        lane.bars().forEach(bar -> refusals(bar, top + barHeight / 2));
        lane.faults().forEach(fault -> fault(x(fault), y));
        canvas.restore();
    }

    private void bar(LiveStrip.Bar bar, double top, double height, double now) {
        double from = x(bar.from());
        double to = Math.max(x(bar.to()), from + 1);
        var box = new LeaseBarPainter.Box(from, top, to - from, height, now);
        bars.paint(box, bar.look(), bar.renewals().stream().map(this::x).toList());
        boolean live = bar.look() == StateLook.LEASE_ACTIVE;
        double start = Math.max(from, LABELS);
        String label = fit(bar.type(), live ? Math.min(now, to) - start - 14 : to - start - 30);
        text(label, WORDS, palette.text(), start + 8, top + height / 2 + 4, TextAlignment.LEFT);
        if (bar.left() != null) {
            text(
                    Durations.countdown(bar.left()),
                    bar.overdue() ? DATA_BOLD : DATA,
                    bar.overdue() ? palette.colour("color-warning-fg") : palette.textMuted(),
                    Math.max(to, now) + 6,
                    top + height / 2 + 4,
                    TextAlignment.LEFT);
        }
    }

    private void refusals(LiveStrip.Bar bar, double middle) {
        Color red = palette.colour("color-danger-fg");
        for (double refused : bar.refused()) {
            double x = x(refused);
            canvas.setStroke(red);
            canvas.setLineWidth(1);
            canvas.setLineCap(StrokeLineCap.BUTT);
            canvas.setLineDashes(1, 3);
            canvas.strokeLine(x(bar.to()) + 2, middle, x - 5, middle);
            canvas.setLineDashes();
            canvas.setFill(palette.inset());
            canvas.setLineWidth(1.5);
            double[] xs = {x - 5, x, x + 5, x};
            double[] ys = {middle, middle - 5, middle, middle + 5};
            canvas.fillPolygon(xs, ys, 4);
            canvas.strokePolygon(xs, ys, 4);
        }
    }

    private void fault(double x, double y) {
        Color red = palette.colour("color-danger-fg");
        fill(red, x - 0.75, y + 2, 1.5, row - 3);
        canvas.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {y + 1, y + 1, y + 6}, 3);
    }

    private void nowLine(LiveStrip strip, double now, double height) {
        fill(palette.now(), now - 0.75, AXIS - 4, 1.5, height - AXIS + 4);
        canvas.setFill(palette.now());
        canvas.fillRoundRect(now - 30, 4, 60, 18, 6, 6);
        text(Instants.second(strip.at()), DATA_BOLD, palette.inset(), now, 17, TextAlignment.CENTER);
    }

    /** The type, else its first part, else nothing. */
    private String fit(String type, double room) {
        for (String label : List.of(type, type.split("\\.", 2)[0] + "…")) {
            if (widths.computeIfAbsent(label, LiveStripPainter::measure) <= room) {
                return label;
            }
        }
        return "";
    }

    private static double measure(String label) {
        var text = new Text(label);
        text.setFont(WORDS);
        return text.getLayoutBounds().getWidth();
    }

    private void text(String words, Font font, Color colour, double x, double y, TextAlignment alignment) {
        if (!words.isEmpty()) {
            canvas.setFont(font);
            canvas.setFill(colour);
            canvas.setTextAlign(alignment);
            canvas.fillText(words, x, Math.rint(y));
        }
    }

    private void fill(Color colour, double x, double y, double w, double h) {
        canvas.setFill(colour);
        canvas.fillRect(x, y, w, h);
    }
}
