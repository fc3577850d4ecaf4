package dev.asyncgate.app.theme;

import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/** The mark of AsyncGate, 18 px: two posts and what passes between them. */
public final class Logo extends Pane {

    public Logo() {
        setMinSize(18, 18);
        setPrefSize(18, 18);
        setMaxSize(18, 18);
        getChildren()
                .addAll(
                        stroke("M2.5 3v12M15.5 3v12", 2, "brand-gate"),
                        stroke("M5.5 9h5M8.5 6l3 3l-3 3", 1.8, "brand-arrow"));
    }

    private static SVGPath stroke(String content, double width, String styleClass) {
        var path = new SVGPath();
        path.setContent(content);
        path.setFill(null);
        path.setStrokeWidth(width);
        path.setStrokeLineCap(StrokeLineCap.ROUND);
        path.setStrokeLineJoin(StrokeLineJoin.ROUND);
        path.getStyleClass().add(styleClass);
        return path;
    }
}
