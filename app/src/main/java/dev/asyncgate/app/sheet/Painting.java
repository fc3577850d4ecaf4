package dev.asyncgate.app.sheet;

import dev.asyncgate.app.theme.Painted;
import dev.asyncgate.app.theme.Palette;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** Small pictures that are painted anew with each theme. */
final class Painting {

    private Painting() {}

    /** A picture of this size that is painted anew when the palette changes. */
    static Region canvas(
            double width, double height, ObservableValue<Palette> palette, BiConsumer<GraphicsContext, Palette> paint) {
        return new Painted(width, height) {
            {
                palette.subscribe(ignored -> repaint());
            }

            @Override
            protected void paint(GraphicsContext onto) {
                paint.accept(onto, palette.getValue());
            }
        };
    }

    static void fill(GraphicsContext canvas, Color colour, double x, double y, double w, double h) {
        canvas.setFill(colour);
        canvas.fillRect(x, y, w, h);
    }

    static void line(GraphicsContext canvas, Color colour, double width, double... points) {
        canvas.setStroke(colour);
        canvas.setLineWidth(width);
        canvas.beginPath();
        canvas.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            canvas.lineTo(points[i], points[i + 1]);
        }
        canvas.stroke();
    }

    static void text(GraphicsContext canvas, String text, Color colour, String family, double px, double x, double y) {
        canvas.setFill(colour);
        canvas.setFont(Font.font(family, px));
        canvas.fillText(text, x, y);
    }
}
