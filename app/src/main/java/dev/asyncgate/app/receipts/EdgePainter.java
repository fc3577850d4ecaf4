package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.GraphEdge;
import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import dev.asyncgate.app.theme.Ink;
import dev.asyncgate.app.theme.Palette;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.TextAlignment;

/** Paints edges, in px of the graph. */
final class EdgePainter {

    private static final double CORNER = 6;
    private static final double SEAL = 7;
    private static final double ARROW = 6;

    private final Ink canvas;
    private final Palette palette;

    EdgePainter(Ink canvas, Palette palette) {
        this.canvas = canvas;
        this.palette = palette;
    }

    void paint(GraphEdge edge, View view) {
        boolean bright = view.isBright(edge.from()) && view.isBright(edge.to());
        double appearing = Math.min(
                view.opacity().applyAsDouble(edge.from()), view.opacity().applyAsDouble(edge.to()));
        canvas.setGlobalAlpha((bright ? 1 : view.dimmed()) * appearing);
        canvas.setLineCap(StrokeLineCap.BUTT);
        canvas.setLineJoin(StrokeLineJoin.ROUND);
        switch (edge.kind()) {
            case CAUSAL -> {
                causal(edge);
                boolean touches =
                        edge.from().equals(view.selected()) || edge.to().equals(view.selected());
                if (edge.number() > 1 && touches) {
                    number(edge);
                }
            }
            case OBLIGATION -> discharge(edge);
            case OPEN -> open(edge);
        }
    }

    private void causal(GraphEdge edge) {
        double width = edge.number() == 1 ? 1.3 : 0.6 + 1.15 * Math.log10(edge.number());
        line(edge.bends(), palette.edgeCausal(), width);
        List<Point> bends = edge.bends();
        Point end = edge.end();
        Point before = bends.get(bends.size() - 2);
        canvas.setFill(palette.edgeCausal());
        if (Math.abs(end.y() - before.y()) > Math.abs(end.x() - before.x())) {
            double tip = end.y() + 1.5;
            canvas.fillPolygon(
                    new double[] {end.x() - ARROW / 2, end.x() + ARROW / 2, end.x()},
                    new double[] {tip - ARROW, tip - ARROW, tip},
                    3);
        } else {
            double tip = end.x() + 1.5;
            canvas.fillPolygon(
                    new double[] {tip - ARROW, tip - ARROW, tip},
                    new double[] {end.y() - ARROW / 2, end.y() + ARROW / 2, end.y()},
                    3);
        }
    }

    /** How many edges it stands for, beside where it ends. */
    private void number(GraphEdge edge) {
        canvas.setFont(TextFit.SMALL_DATA);
        canvas.setFill(palette.text());
        canvas.setTextAlign(TextAlignment.RIGHT);
        canvas.fillText(
                Integer.toString(edge.number()), edge.end().x() - 8, edge.end().y() + 13);
        canvas.setTextAlign(TextAlignment.LEFT);
    }

    private void discharge(GraphEdge edge) {
        Color colour = palette.edgeObligation();
        line(edge.bends(), colour, 2.4);
        Point upper = edge.bends().get(1);
        Point lower = edge.bends().get(2);
        double x = upper.x();
        double y = (upper.y() + lower.y()) / 2;
        disc(x, y, colour, 1.5);
        canvas.setLineWidth(1.6);
        canvas.setLineCap(StrokeLineCap.ROUND);
        canvas.beginPath();
        canvas.moveTo(x - 3, y + 0.3);
        canvas.lineTo(x - 0.8, y + 2.5);
        canvas.lineTo(x + 3.2, y - 2.1);
        canvas.stroke();
    }

    private void open(GraphEdge edge) {
        canvas.setLineDashes(5, 4);
        Point end = edge.end();
        List<Point> bends = edge.bends();
        line(List.of(bends.get(0), bends.get(1), new Point(end.x(), end.y() - SEAL)), palette.attention(), 2.2);
        canvas.setLineDashes();
        disc(end.x(), end.y(), palette.attention(), 1.8);
    }

    private void disc(double x, double y, Color colour, double width) {
        canvas.setFill(palette.inset());
        canvas.fillOval(x - SEAL, y - SEAL, 2 * SEAL, 2 * SEAL);
        canvas.setStroke(colour);
        canvas.setLineWidth(width);
        canvas.strokeOval(x - SEAL, y - SEAL, 2 * SEAL, 2 * SEAL);
    }

    private void line(List<Point> bends, Color colour, double width) {
        canvas.setStroke(colour);
        canvas.setLineWidth(width);
        canvas.beginPath();
        canvas.moveTo(bends.getFirst().x(), bends.getFirst().y());
        for (int i = 1; i < bends.size() - 1; i++) {
            Point corner = bends.get(i);
            Point next = bends.get(i + 1);
            canvas.arcTo(corner.x(), corner.y(), next.x(), next.y(), radius(bends.get(i - 1), corner, next));
        }
        canvas.lineTo(bends.getLast().x(), bends.getLast().y());
        canvas.stroke();
    }

    private static double radius(Point before, Point corner, Point after) {
        return Math.min(CORNER, Math.min(length(before, corner), length(corner, after)) / 2);
    }

    private static double length(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
