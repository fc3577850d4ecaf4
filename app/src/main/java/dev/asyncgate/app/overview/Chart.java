package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.Overview.Range;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Something over the slots of a range, with its axes; stretches in which much failed are shaded. The table of slots says
 * the same in words. For the FX thread only.
 */
abstract class Chart extends Region {

    private static final double HEIGHT = 166;
    private static final double LEFT = 52;
    private static final double BOTTOM = 20;
    private static final double TOP = 6;
    /** A slot of which this share failed, of so many at least, is worth a look. */
    private static final double MUCH = 0.15;

    private static final int ENOUGH = 5;
    private static final int LABELS = 6;

    private final Themes themes;
    private final Canvas canvas = new Canvas();
    private final Tooltip tip = new Tooltip();
    private final Font font = Font.font(Fonts.DATA, 10.5);
    private @Nullable Overview overview;

    Chart(Themes themes, String name) {
        this.themes = themes;
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        canvas.setMouseTransparent(true);
        setPickOnBounds(true);
        getChildren().add(canvas);
        themes.paletteProperty().subscribe(ignored -> requestLayout());
        Tooltip.install(this, tip);
        setOnMouseMoved(event -> tell(event.getX()));
    }

    final void show(Overview next) {
        overview = next;
        requestLayout();
    }

    /** The top of the scale; at least 1. */
    abstract double most(List<Slot> slots);

    /** How a value of the scale is said. */
    abstract String scale(double value);

    /** What a slot says under the pointer. */
    abstract String words(Slot slot);

    abstract void paint(Plot plot, List<Slot> slots);

    private void tell(double x) {
        Overview shown = overview;
        if (shown != null) {
            int slots = shown.slots().size();
            int index = (int) Math.floor((x - LEFT) / (getWidth() - LEFT) * slots);
            if (index >= 0 && index < slots) {
                tip.setText(words(shown.slots().get(index)));
            }
        }
    }

    @Override
    protected void layoutChildren() {
        Overview shown = overview;
        if (shown == null || getWidth() <= LEFT) {
            return;
        }
        GraphicsContext graphics = SharpCanvas.fit(canvas, getWidth(), getHeight(), themes);
        List<Slot> slots = shown.slots();
        var plot = new Plot(
                graphics,
                themes.paletteProperty().get(),
                LEFT,
                TOP,
                getWidth() - LEFT,
                getHeight() - TOP - BOTTOM,
                slots.size(),
                nice(most(slots)));
        shade(plot, slots);
        axes(plot, slots, shown.range());
        paint(plot, slots);
    }

    private static void shade(Plot plot, List<Slot> slots) {
        plot.graphics().setFill(plot.palette().attention().deriveColor(0, 1, 1, 0.11));
        for (int i = 0; i < slots.size(); i++) {
            if (isTrouble(slots.get(i))) {
                plot.graphics().fillRect(plot.x(i), plot.top(), plot.width() / plot.slots(), plot.height());
            }
        }
    }

    /** Whether much of what ended in it failed. */
    static boolean isTrouble(Slot slot) {
        long failed = slot.ended(TaskStatus.FAILED);
        return failed >= ENOUGH && failed >= MUCH * slot.took().count();
    }

    private void axes(Plot plot, List<Slot> slots, Range range) {
        GraphicsContext graphics = plot.graphics();
        graphics.setFont(font);
        graphics.setLineWidth(1);
        graphics.setLineDashes();
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.RIGHT);
        for (double share : new double[] {0, 0.5, 1}) {
            double y = Math.rint(plot.y(share * plot.most())) + 0.5;
            graphics.setStroke(plot.palette().grid());
            graphics.strokeLine(plot.left(), y, plot.left() + plot.width(), y);
            graphics.setFill(plot.palette().textSubtle());
            graphics.fillText(scale(share * plot.most()), plot.left() - 8, y);
        }
        double y = plot.top() + plot.height() + BOTTOM - 8;
        for (int label = 0; label <= LABELS; label++) {
            int slot = Math.min(slots.size() - 1, slots.size() * label / LABELS);
            graphics.setTextAlign(
                    label == 0 ? TextAlignment.LEFT : label == LABELS ? TextAlignment.RIGHT : TextAlignment.CENTER);
            double x = label == LABELS ? plot.left() + plot.width() : plot.x(slot);
            graphics.fillText(time(slots.get(slot).from(), range), x, y);
        }
    }

    private static String time(Instant at, Range range) {
        return range == Range.WEEK ? Instants.date(at).substring(5, 10) : Instants.minute(at);
    }

    /** The next of 1, 2, 5, 10, 20, 50 … that both its halves can be said of. */
    static double nice(double most) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        for (double step : new double[] {1, 2, 3, 4, 5, 6, 8, 10}) {
            if (most <= step * unit) {
                return Math.max(2, step * unit);
            }
        }
        return 10 * unit;
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    /** Where to paint. */
    record Plot(
            GraphicsContext graphics,
            Palette palette,
            double left,
            double top,
            double width,
            double height,
            int slots,
            double most) {

        /** Where a slot begins. */
        double x(int slot) {
            return left + width * slot / slots;
        }

        double y(double value) {
            return top + height * (1 - Math.min(1, value / most));
        }

        void bar(int slot, double from, double to, Color colour) {
            double gap = width / slots > 4 ? 1 : 0;
            graphics.setFill(colour);
            graphics.fillRect(x(slot), y(to), width / slots - gap, y(from) - y(to));
        }
    }
}
