package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.overview.Overview.Slot;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** How long tasks took from their creation to their end. */
final class TookChart extends Chart {

    static final List<Double> SHARES = List.of(0.5, 0.95, 0.99);

    private final Texts texts;

    TookChart(Themes themes, Texts texts) {
        super(themes, texts.text("overview.took_chart"));
        this.texts = texts;
    }

    @Override
    double most(List<Slot> slots) {
        return slots.stream()
                .flatMap(slot -> Stream.ofNullable(slot.took().percentile(0.99)))
                .mapToDouble(took -> took.toMillis() / 1000.0)
                .max()
                .orElse(1);
    }

    @Override
    String scale(double value) {
        return value < 120
                ? texts.text("overview.seconds", value)
                : Durations.age(Duration.ofSeconds(Math.round(value)));
    }

    @Override
    String words(Slot slot) {
        return texts.text(
                "overview.slot_took",
                Instants.date(slot.from()),
                said(slot.took().percentile(0.5)),
                said(slot.took().percentile(0.95)),
                said(slot.took().percentile(0.99)));
    }

    static String said(@Nullable Duration took) {
        return took == null ? "–" : Durations.precise(took);
    }

    @Override
    void paint(Plot plot, List<Slot> slots) {
        line(plot, slots, 0.99, plot.palette().attention(), 1, 3);
        line(plot, slots, 0.95, plot.palette().colour("color-accent-fg"), 5, 3);
        line(plot, slots, 0.5, plot.palette().text());
    }

    /** A slot in which nothing ended interrupts nothing: the line goes on to the next that has something to say. */
    private static void line(Plot plot, List<Slot> slots, double share, Color colour, double... dashes) {
        GraphicsContext graphics = plot.graphics();
        graphics.setStroke(colour);
        graphics.setLineWidth(1.5);
        graphics.setLineDashes(dashes);
        graphics.beginPath();
        boolean begun = false;
        for (int i = 0; i < slots.size(); i++) {
            Duration took = slots.get(i).took().percentile(share);
            if (took != null) {
                double x = plot.x(i) + plot.width() / plot.slots() / 2;
                double y = plot.y(took.toMillis() / 1000.0);
                if (begun) {
                    graphics.lineTo(x, y);
                } else {
                    graphics.moveTo(x - plot.width() / plot.slots() / 2, y);
                    graphics.lineTo(x, y);
                }
                begun = true;
            }
        }
        graphics.stroke();
        graphics.setLineDashes();
    }
}
