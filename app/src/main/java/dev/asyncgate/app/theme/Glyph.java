package dev.asyncgate.app.theme;

import javafx.scene.layout.Pane;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/** A glyph as a node of fixed size. Its colour comes from the style sheet, by style class. */
public sealed class Glyph extends Pane permits Icon {

    Glyph(GlyphPath path, double size, String styleClass) {
        getStyleClass().addAll("glyph", styleClass);
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
        if (path.fill() != null) {
            getChildren().add(shape(path.fill(), "glyph-fill", size));
        }
        if (path.stroke() != null) {
            SVGPath stroked = shape(path.stroke(), "glyph-stroke", size);
            stroked.setStrokeWidth(path.strokeWidth());
            getChildren().add(stroked);
        }
    }

    private static SVGPath shape(String content, String styleClass, double size) {
        var shape = new SVGPath();
        shape.setContent(content);
        shape.setFill(null);
        shape.setFillRule(FillRule.EVEN_ODD);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        shape.getStyleClass().add(styleClass);
        shape.getTransforms().add(new Scale(size / 16, size / 16));
        shape.setManaged(false);
        return shape;
    }
}
