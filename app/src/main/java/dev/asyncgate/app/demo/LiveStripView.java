package dev.asyncgate.app.demo;

import dev.asyncgate.app.theme.SharpCanvas;
import dev.asyncgate.app.theme.Themes;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The strip of live leases; as wide as its place and as high as its lanes. The workers' table says the same in words. */
final class LiveStripView extends Region {

    private final Themes themes;
    private final Canvas canvas = new Canvas();
    private @Nullable LiveStrip strip;

    LiveStripView(Themes themes, String accessibleText) {
        this.themes = themes;
        getStyleClass().add("demo-strip");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(accessibleText);
        getChildren().add(canvas);
        themes.paletteProperty().subscribe(ignored -> paint());
    }

    void show(LiveStrip next) {
        boolean sameHeight =
                strip != null && strip.lanes().size() == next.lanes().size();
        strip = next;
        if (sameHeight) {
            paint();
        } else {
            requestLayout();
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        int lanes = strip == null ? 0 : strip.lanes().size();
        return LiveStripPainter.AXIS + lanes * LiveStripPainter.rowHeight(lanes);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        paint();
    }

    private void paint() {
        if (strip != null && getWidth() > 0) {
            double row = LiveStripPainter.rowHeight(strip.lanes().size());
            new LiveStripPainter(
                            SharpCanvas.fit(canvas, getWidth(), getHeight(), themes),
                            themes.paletteProperty().get(),
                            getWidth(),
                            row)
                    .paint(strip);
        }
    }
}
