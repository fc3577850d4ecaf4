package dev.asyncgate.app.theme;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * What painters draw with: on the screen a canvas, in a file SVG. The words are those of {@link GraphicsContext}, and so
 * is what they mean. Clips are rectangles; glyphs fill even-odd.
 */
public interface Ink {

    /** Draws on a canvas. */
    static Ink on(GraphicsContext canvas) {
        return new CanvasInk(canvas);
    }

    void save();

    void restore();

    void translate(double x, double y);

    void scale(double x, double y);

    /** Draws nothing outside of the rectangle, until what was saved is restored. */
    void clip(double x, double y, double w, double h);

    void setGlobalAlpha(double alpha);

    void setFill(Color colour);

    void setStroke(Color colour);

    void setLineWidth(double width);

    void setLineCap(StrokeLineCap cap);

    void setLineJoin(StrokeLineJoin join);

    /** None for a whole line. */
    void setLineDashes(double... dashes);

    void setFont(Font font);

    void setTextAlign(TextAlignment alignment);

    /** Writes a word whose baseline stands at {@code y}. */
    void fillText(String text, double x, double y);

    void fillRect(double x, double y, double w, double h);

    void strokeRect(double x, double y, double w, double h);

    void fillRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight);

    void strokeRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight);

    void fillOval(double x, double y, double w, double h);

    void strokeOval(double x, double y, double w, double h);

    void strokeLine(double x1, double y1, double x2, double y2);

    void fillPolygon(double[] xs, double[] ys, int points);

    void strokePolygon(double[] xs, double[] ys, int points);

    void strokePolyline(double[] xs, double[] ys, int points);

    void beginPath();

    void moveTo(double x, double y);

    void lineTo(double x, double y);

    void arcTo(double x1, double y1, double x2, double y2, double radius);

    void quadraticCurveTo(double controlX, double controlY, double x, double y);

    void closePath();

    void appendSVGPath(String path);

    void fill();

    void stroke();
}
