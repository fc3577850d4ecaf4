package dev.asyncgate.app.theme;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.transform.Scale;

/**
 * Keeps a canvas sharp at any scale: it has as many pixels as it will cover, and is painted in px as designed. What is to
 * hear the mouse is its parent. For the FX thread only.
 */
public final class SharpCanvas {

    private SharpCanvas() {}

    /** Makes a canvas this large, and empty; returns where to paint. */
    public static GraphicsContext fit(Canvas canvas, double width, double height, Themes themes) {
        return fit(canvas, width, height, themes.scaleProperty().get());
    }

    static GraphicsContext fit(Canvas canvas, double width, double height, double scale) {
        canvas.setWidth(Math.ceil(width * scale));
        canvas.setHeight(Math.ceil(height * scale));
        canvas.getTransforms().setAll(new Scale(1 / scale, 1 / scale));
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.setTransform(scale, 0, 0, scale, 0, 0);
        graphics.clearRect(0, 0, width, height);
        return graphics;
    }
}
