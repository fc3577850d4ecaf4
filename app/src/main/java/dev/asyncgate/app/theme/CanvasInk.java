package dev.asyncgate.app.theme;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas. */
record CanvasInk(GraphicsContext canvas) implements Ink {

    @Override
    public void save() {
        canvas.save();
    }

    @Override
    public void restore() {
        canvas.restore();
    }

    @Override
    public void translate(double x, double y) {
        canvas.translate(x, y);
    }

    @Override
    public void scale(double x, double y) {
        canvas.scale(x, y);
    }

    @Override
    public void clip(double x, double y, double w, double h) {
        canvas.beginPath();
        canvas.rect(x, y, w, h);
        canvas.clip();
    }

    @Override
    public void setGlobalAlpha(double alpha) {
        canvas.setGlobalAlpha(alpha);
    }

    @Override
    public void setFill(Color colour) {
        canvas.setFill(colour);
    }

    @Override
    public void setStroke(Color colour) {
        canvas.setStroke(colour);
    }

    @Override
    public void setLineWidth(double width) {
        canvas.setLineWidth(width);
    }

    @Override
    public void setLineCap(StrokeLineCap cap) {
        canvas.setLineCap(cap);
    }

    @Override
    public void setLineJoin(StrokeLineJoin join) {
        canvas.setLineJoin(join);
    }

    @Override
    public void setLineDashes(double... dashes) {
        canvas.setLineDashes(dashes);
    }

    @Override
    public void setFont(Font font) {
        canvas.setFont(font);
    }

    @Override
    public void setTextAlign(TextAlignment alignment) {
        canvas.setTextAlign(alignment);
    }

    @Override
    public void fillText(String text, double x, double y) {
        canvas.fillText(text, x, y);
    }

    @Override
    public void fillRect(double x, double y, double w, double h) {
        canvas.fillRect(x, y, w, h);
    }

    @Override
    public void strokeRect(double x, double y, double w, double h) {
        canvas.strokeRect(x, y, w, h);
    }

    @Override
    public void fillRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight) {
        canvas.fillRoundRect(x, y, w, h, arcWidth, arcHeight);
    }

    @Override
    public void strokeRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight) {
        canvas.strokeRoundRect(x, y, w, h, arcWidth, arcHeight);
    }

    @Override
    public void fillOval(double x, double y, double w, double h) {
        canvas.fillOval(x, y, w, h);
    }

    @Override
    public void strokeOval(double x, double y, double w, double h) {
        canvas.strokeOval(x, y, w, h);
    }

    @Override
    public void strokeLine(double x1, double y1, double x2, double y2) {
        canvas.strokeLine(x1, y1, x2, y2);
    }

    @Override
    public void fillPolygon(double[] xs, double[] ys, int points) {
        canvas.fillPolygon(xs, ys, points);
    }

    @Override
    public void strokePolygon(double[] xs, double[] ys, int points) {
        canvas.strokePolygon(xs, ys, points);
    }

    @Override
    public void strokePolyline(double[] xs, double[] ys, int points) {
        canvas.strokePolyline(xs, ys, points);
    }

    @Override
    public void beginPath() {
        canvas.beginPath();
    }

    @Override
    public void moveTo(double x, double y) {
        canvas.moveTo(x, y);
    }

    @Override
    public void lineTo(double x, double y) {
        canvas.lineTo(x, y);
    }

    @Override
    public void arcTo(double x1, double y1, double x2, double y2, double radius) {
        canvas.arcTo(x1, y1, x2, y2, radius);
    }

    @Override
    public void quadraticCurveTo(double controlX, double controlY, double x, double y) {
        canvas.quadraticCurveTo(controlX, controlY, x, y);
    }

    @Override
    public void closePath() {
        canvas.closePath();
    }

    @Override
    public void appendSVGPath(String path) {
        canvas.appendSVGPath(path);
    }

    @Override
    public void fill() {
        canvas.setFillRule(FillRule.EVEN_ODD);
        canvas.fill();
    }

    @Override
    public void stroke() {
        canvas.stroke();
    }
}
