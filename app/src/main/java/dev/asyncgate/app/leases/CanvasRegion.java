package dev.asyncgate.app.leases;

import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.Themes;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** A canvas that is as large as its place and painted at most once a frame. For the FX thread only. */
abstract class CanvasRegion extends Region {

    private final Canvas canvas = new Canvas();
    private final Themes themes;
    private final Subscription theme;

    CanvasRegion(Themes themes) {
        this.themes = themes;
        getChildren().add(canvas);
        canvas.setMouseTransparent(true);
        setPickOnBounds(true);
        theme = Subscription.combine(
                themes.paletteProperty().subscribe(ignored -> repaint()),
                themes.scaleProperty().subscribe(ignored -> repaint()));
    }

    /** Paints with the next frame. */
    final void repaint() {
        setNeedsLayout(true);
        requestLayout();
    }

    /** Stops listening to the theme. */
    final void close() {
        theme.unsubscribe();
    }

    abstract void paint(GraphicsContext graphics, double width, double height);

    @Override
    protected void layoutChildren() {
        if (getWidth() > 0 && getHeight() > 0) {
            paint(SharpCanvas.fit(canvas, getWidth(), getHeight(), themes), getWidth(), getHeight());
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }
}
