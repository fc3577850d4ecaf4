package dev.asyncgate.app.theme;

import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A small picture of a fixed size. It is painted when it comes into a window, and again when that is scaled, with as many
 * pixels as it then covers. For the FX thread only.
 */
public abstract class Painted extends Region {

    private static final ObservableValue<Number> AS_DESIGNED = new SimpleDoubleProperty(1);

    private final Canvas canvas = new Canvas();
    private final double width;
    private final double height;
    /** 0 while it is in no window. */
    private double scale;

    @SuppressWarnings("this-escape") // painted in a window alone, into which nobody puts it before it is made
    protected Painted(double width, double height) {
        this.width = width;
        this.height = height;
        setMinSize(width, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
        setMouseTransparent(true);
        getChildren().add(canvas);
        sceneProperty().flatMap(Scene::rootProperty).flatMap(Painted::scale).subscribe(this::cover);
    }

    private static ObservableValue<Number> scale(Parent root) {
        return root instanceof ScaledRoot scaled ? scaled.scaleProperty() : AS_DESIGNED;
    }

    private void cover(@Nullable Number by) {
        scale = by == null ? 0 : by.doubleValue();
        repaint();
    }

    /** Paints anew what is in a window: the colours have changed. */
    protected final void repaint() {
        if (scale > 0) {
            paint(SharpCanvas.fit(canvas, width, height, scale));
        }
    }

    /** Paints onto nothing, in px as designed. */
    protected abstract void paint(GraphicsContext onto);
}
