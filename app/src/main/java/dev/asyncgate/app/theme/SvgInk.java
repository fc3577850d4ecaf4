package dev.asyncgate.app.theme;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.StringJoiner;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Draws into an SVG document. Transformations and clips become groups, so what is in the file reads as it was painted.
 * For one thread.
 */
public final class SvgInk implements Ink {

    private record Style(
            Color fill,
            Color stroke,
            double alpha,
            double width,
            StrokeLineCap cap,
            StrokeLineJoin join,
            String dashes,
            Font font,
            TextAlignment alignment,
            int groups) {}

    private final StringBuilder document = new StringBuilder();
    private final Deque<Style> saved = new ArrayDeque<>();
    private final StringBuilder path = new StringBuilder();
    private Point2D at = Point2D.ZERO;
    private Color fill = Color.BLACK;
    private Color stroke = Color.BLACK;
    private double alpha = 1;
    private double width = 1;
    private StrokeLineCap cap = StrokeLineCap.SQUARE;
    private StrokeLineJoin join = StrokeLineJoin.MITER;
    private String dashes = "";
    private Font font = Font.getDefault();
    private TextAlignment alignment = TextAlignment.LEFT;
    private int groups;
    private int clips;

    /** A document of this size in px. */
    public SvgInk(double width, double height, Color ground) {
        document.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n"
                .formatted(number(width), number(height), number(width), number(height)));
        setFill(ground);
        fillRect(0, 0, width, height);
    }

    /** Ends the document. */
    public String document() {
        return document + "</g>".repeat(groups) + "</svg>\n";
    }

    @Override
    public void save() {
        saved.push(new Style(fill, stroke, alpha, width, cap, join, dashes, font, alignment, groups));
    }

    @Override
    public void restore() {
        Style style = saved.pop();
        document.append("</g>\n".repeat(groups - style.groups()));
        fill = style.fill();
        stroke = style.stroke();
        alpha = style.alpha();
        width = style.width();
        cap = style.cap();
        join = style.join();
        dashes = style.dashes();
        font = style.font();
        alignment = style.alignment();
        groups = style.groups();
    }

    @Override
    public void translate(double x, double y) {
        group("transform=\"translate(%s %s)\"".formatted(number(x), number(y)));
    }

    @Override
    public void scale(double x, double y) {
        group("transform=\"scale(%s %s)\"".formatted(number(x), number(y)));
    }

    @Override
    public void clip(double x, double y, double w, double h) {
        String id = "clip" + clips++;
        document.append("<clipPath id=\"%s\"><rect %s/></clipPath>\n".formatted(id, box(x, y, w, h)));
        group("clip-path=\"url(#%s)\"".formatted(id));
    }

    private void group(String attributes) {
        document.append("<g ").append(attributes).append(">\n");
        groups++;
    }

    @Override
    public void setGlobalAlpha(double to) {
        alpha = to;
    }

    @Override
    public void setFill(Color colour) {
        fill = colour;
    }

    @Override
    public void setStroke(Color colour) {
        stroke = colour;
    }

    @Override
    public void setLineWidth(double to) {
        width = to;
    }

    @Override
    public void setLineCap(StrokeLineCap to) {
        cap = to;
    }

    @Override
    public void setLineJoin(StrokeLineJoin to) {
        join = to;
    }

    @Override
    public void setLineDashes(double... to) {
        var lengths = new StringJoiner(" ", " stroke-dasharray=\"", "\"").setEmptyValue("");
        for (double length : to) {
            lengths.add(number(length));
        }
        dashes = lengths.toString();
    }

    @Override
    public void setFont(Font to) {
        font = to;
    }

    @Override
    public void setTextAlign(TextAlignment to) {
        alignment = to;
    }

    @Override
    public void fillText(String text, double x, double y) {
        String anchor = switch (alignment) {
            case CENTER -> " text-anchor=\"middle\"";
            case RIGHT -> " text-anchor=\"end\"";
            case LEFT, JUSTIFY -> "";
        };
        String weight = font.getStyle().toLowerCase(Locale.ROOT).contains("bold")
                ? " font-weight=\"bold\""
                : font.getStyle().toLowerCase(Locale.ROOT).contains("medium") ? " font-weight=\"500\"" : "";
        document.append("<text x=\"%s\" y=\"%s\" font-family=\"%s\" font-size=\"%s\"%s%s%s>%s</text>\n"
                .formatted(
                        number(x),
                        number(y),
                        escaped(font.getFamily()),
                        number(font.getSize()),
                        weight,
                        anchor,
                        filled(),
                        escaped(text)));
    }

    @Override
    public void fillRect(double x, double y, double w, double h) {
        element("rect", box(x, y, w, h) + filled());
    }

    @Override
    public void strokeRect(double x, double y, double w, double h) {
        element("rect", box(x, y, w, h) + stroked());
    }

    @Override
    public void fillRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight) {
        element("rect", box(x, y, w, h) + rounded(arcWidth, arcHeight) + filled());
    }

    @Override
    public void strokeRoundRect(double x, double y, double w, double h, double arcWidth, double arcHeight) {
        element("rect", box(x, y, w, h) + rounded(arcWidth, arcHeight) + stroked());
    }

    @Override
    public void fillOval(double x, double y, double w, double h) {
        element("ellipse", oval(x, y, w, h) + filled());
    }

    @Override
    public void strokeOval(double x, double y, double w, double h) {
        element("ellipse", oval(x, y, w, h) + stroked());
    }

    @Override
    public void strokeLine(double x1, double y1, double x2, double y2) {
        element("path", "d=\"M%s %sL%s %s\"".formatted(number(x1), number(y1), number(x2), number(y2)) + stroked());
    }

    @Override
    public void fillPolygon(double[] xs, double[] ys, int points) {
        element("polygon", points(xs, ys, points) + filled());
    }

    @Override
    public void strokePolygon(double[] xs, double[] ys, int points) {
        element("polygon", points(xs, ys, points) + stroked());
    }

    @Override
    public void strokePolyline(double[] xs, double[] ys, int points) {
        element("polyline", points(xs, ys, points) + stroked());
    }

    @Override
    public void beginPath() {
        path.setLength(0);
    }

    @Override
    public void moveTo(double x, double y) {
        path.append('M').append(number(x)).append(' ').append(number(y));
        at = new Point2D(x, y);
    }

    @Override
    public void lineTo(double x, double y) {
        path.append('L').append(number(x)).append(' ').append(number(y));
        at = new Point2D(x, y);
    }

    /** A line to where the arc begins, and the arc: between the lines to the corner and from there on. */
    @Override
    public void arcTo(double x1, double y1, double x2, double y2, double radius) {
        var corner = new Point2D(x1, y1);
        Point2D back = at.subtract(corner).normalize();
        Point2D on = new Point2D(x2, y2).subtract(corner).normalize();
        double turn = back.crossProduct(on).getZ();
        if (radius <= 0 || Math.abs(turn) < 1e-9) {
            lineTo(x1, y1);
            return;
        }
        double angle = Math.acos(Math.clamp(back.dotProduct(on), -1, 1));
        double reach = radius / Math.tan(angle / 2);
        Point2D begin = corner.add(back.multiply(reach));
        Point2D end = corner.add(on.multiply(reach));
        lineTo(begin.getX(), begin.getY());
        path.append("A%s %s 0 0 %d %s %s"
                .formatted(number(radius), number(radius), turn < 0 ? 1 : 0, number(end.getX()), number(end.getY())));
        at = end;
    }

    @Override
    public void quadraticCurveTo(double controlX, double controlY, double x, double y) {
        path.append("Q%s %s %s %s".formatted(number(controlX), number(controlY), number(x), number(y)));
        at = new Point2D(x, y);
    }

    @Override
    public void closePath() {
        path.append('z');
    }

    @Override
    public void appendSVGPath(String data) {
        path.append(data);
    }

    @Override
    public void fill() {
        element("path", "fill-rule=\"evenodd\" d=\"" + path + "\"" + filled());
    }

    @Override
    public void stroke() {
        element("path", "d=\"" + path + "\"" + stroked());
    }

    private void element(String name, String attributes) {
        document.append('<').append(name).append(' ').append(attributes).append("/>\n");
    }

    private String filled() {
        return " fill=\"%s\"%s".formatted(hex(fill), opacity("fill-opacity", fill));
    }

    private String stroked() {
        return " fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"%s\" stroke-linejoin=\"%s\"%s%s"
                .formatted(
                        hex(stroke),
                        number(width),
                        cap.name().toLowerCase(Locale.ROOT),
                        join.name().toLowerCase(Locale.ROOT),
                        dashes,
                        opacity("stroke-opacity", stroke));
    }

    private String opacity(String attribute, Color colour) {
        double shown = alpha * colour.getOpacity();
        return shown >= 1 ? "" : " %s=\"%s\"".formatted(attribute, number(shown));
    }

    private static String hex(Color colour) {
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(colour.getRed() * 255),
                Math.round(colour.getGreen() * 255),
                Math.round(colour.getBlue() * 255));
    }

    private static String box(double x, double y, double w, double h) {
        return "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(number(x), number(y), number(Math.max(0, w)), number(Math.max(0, h)));
    }

    private static String rounded(double arcWidth, double arcHeight) {
        return " rx=\"%s\" ry=\"%s\"".formatted(number(arcWidth / 2), number(arcHeight / 2));
    }

    private static String oval(double x, double y, double w, double h) {
        return "cx=\"%s\" cy=\"%s\" rx=\"%s\" ry=\"%s\""
                .formatted(number(x + w / 2), number(y + h / 2), number(w / 2), number(h / 2));
    }

    private static String points(double[] xs, double[] ys, int points) {
        var joined = new StringJoiner(" ", "points=\"", "\"");
        for (int i = 0; i < points; i++) {
            joined.add(number(xs[i]) + "," + number(ys[i]));
        }
        return joined.toString();
    }

    /** Two decimals are finer than any screen. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
