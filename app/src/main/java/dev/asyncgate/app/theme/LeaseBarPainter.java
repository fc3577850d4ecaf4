package dev.asyncgate.app.theme;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** Paints single lease bars, for strips that show few. Sizes in px. */
public final class LeaseBarPainter {

    private static final double SOLID_BELOW = 9;
    private static final double CAP_BELOW = 24;

    private final GraphicsContext canvas;
    private final Palette palette;

    public LeaseBarPainter(GraphicsContext canvas, Palette palette) {
        this.canvas = canvas;
        this.palette = palette;
    }

    /** Where a bar stands; {@code now} divides the used time of a live one from its rest. */
    public record Box(double x, double y, double width, double height, double now) {}

    public void paint(Box box, StateLook look, List<Double> renewals) {
        Palette.Shades shades = palette.shades(look);
        if (look == StateLook.LEASE_ACTIVE) {
            live(box, shades);
        } else {
            ended(box, look, shades);
        }
        for (double renewal : renewals) {
            fill(shades.full(), renewal, box.y(), 1.5, 4);
        }
    }

    private void live(Box box, Palette.Shades shades) {
        double right = box.x() + box.width();
        double now = Math.clamp(box.now(), box.x(), right);
        fill(shades.tint(), box.x(), box.y(), now - box.x(), box.height());
        fill(shades.rest(), now, box.y(), right - now, box.height());
        outline(shades.full(), box.x(), box.y(), now - box.x(), box.height());
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineDashes(3, 2);
        outline(shades.full(), now, box.y(), right - now, box.height());
        canvas.setLineDashes();
        fill(shades.full(), box.x() - 1, box.y(), 3, box.height());
        fill(shades.full(), right - 1, box.y(), 2, box.height());
    }

    private void ended(Box box, StateLook look, Palette.Shades shades) {
        double width = box.width();
        if (width < SOLID_BELOW) {
            fill(shades.full(), box.x(), box.y(), Math.max(1, width), box.height());
            return;
        }
        boolean stripe = width < CAP_BELOW && look == StateLook.LEASE_COMPLETED;
        double cap = stripe ? 4 : Math.min(width, box.height() < 16 ? 14 : LeaseCap.WIDTH);
        if (width > cap) {
            fill(shades.tint(), box.x(), box.y(), width - 3, box.height());
            outline(shades.full(), box.x(), box.y(), width - 3, box.height());
        }
        if (stripe) {
            fill(shades.full(), box.x() + width - cap, box.y(), cap, box.height());
        } else {
            LeaseCap.paint(canvas, look, palette, box.x() + width - cap, box.y(), cap, box.height());
        }
    }

    private void fill(Color colour, double x, double y, double width, double height) {
        canvas.setFill(colour);
        canvas.fillRect(x, y, width, height);
    }

    private void outline(Color colour, double x, double y, double width, double height) {
        if (width > 1) {
            canvas.setStroke(colour);
            canvas.setLineWidth(1);
            canvas.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
        }
    }
}
