package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Themes;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** How a number went in the range, without axes. For the FX thread only. */
final class Sparkline extends Region {

    private static final double WIDTH = 84;
    private static final double HEIGHT = 22;

    private final Themes themes;
    private final StateLook look;
    private final Canvas canvas = new Canvas();
    private List<@Nullable Long> values = List.of();

    Sparkline(Themes themes, StateLook look) {
        this.themes = themes;
        this.look = look;
        setMinSize(0, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        setMouseTransparent(true);
        getChildren().add(canvas);
        themes.paletteProperty().subscribe(ignored -> requestLayout());
    }

    /** Null where nobody looked. */
    void show(List<@Nullable Long> next) {
        values = next;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        GraphicsContext graphics = SharpCanvas.fit(canvas, getWidth(), getHeight(), themes);
        long most = 1;
        for (Long value : values) {
            most = value == null ? most : Math.max(most, value);
        }
        graphics.setStroke(themes.paletteProperty().get().shades(look).full());
        graphics.setLineWidth(1.3);
        graphics.beginPath();
        boolean drawing = false;
        for (int i = 0; i < values.size(); i++) {
            Long value = values.get(i);
            if (value == null) {
                drawing = false;
                continue;
            }
            double x = 1 + (getWidth() - 2) * i / Math.max(1, values.size() - 1);
            double y = 2 + (getHeight() - 4) * (1 - (double) value / most);
            if (drawing) {
                graphics.lineTo(x, y);
            } else {
                graphics.moveTo(x, y);
            }
            drawing = true;
        }
        graphics.stroke();
    }
}
