package dev.asyncgate.app.theme;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * The root of a window: lays its content out in px as designed and draws it at the scale in force, glyphs, canvases and
 * all. For the FX thread only.
 */
public final class ScaledRoot extends Region {

    private final Scale scale = new Scale(1, 1);

    public ScaledRoot(Themes themes, Parent content) {
        themes.scaleProperty().subscribe(by -> {
            scale.setX(by.doubleValue());
            scale.setY(by.doubleValue());
            requestLayout();
        });
        show(content);
    }

    /** How large its content is drawn. */
    ReadOnlyDoubleProperty scaleProperty() {
        return scale.xProperty();
    }

    /** Shows other content. */
    public void show(Parent content) {
        getChildren().forEach(old -> old.getTransforms().remove(scale));
        content.getTransforms().add(scale);
        getChildren().setAll(content);
    }

    @Override
    protected void layoutChildren() {
        getChildren().getFirst().resizeRelocate(0, 0, getWidth() / scale.getX(), getHeight() / scale.getY());
    }

    @Override
    protected double computePrefWidth(double height) {
        return getChildren().getFirst().prefWidth(-1) * scale.getX();
    }

    @Override
    protected double computePrefHeight(double width) {
        return getChildren().getFirst().prefHeight(-1) * scale.getY();
    }
}
