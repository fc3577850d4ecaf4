package dev.asyncgate.app.receipts.graph;

/** Where things lie on the small picture of the whole, in px of that picture. */
public final class Minimap {

    public static final double WIDTH = 148;
    public static final double HEIGHT = 104;
    private static final double MARGIN = 6;

    private final Box bounds;
    private final double scaleX;
    private final double scaleY;

    public Minimap(Box bounds, Viewport view) {
        this.bounds = bounds.union(new Box(bounds.x(), bounds.y(), view.width(), view.height()));
        this.scaleX = (WIDTH - 2 * MARGIN) / this.bounds.w();
        this.scaleY = (HEIGHT - 2 * MARGIN) / this.bounds.h();
    }

    /** A node, so thin that its column reads as text does. */
    public Box node(Box node) {
        double height = Math.min(3.4, Math.max(1, Grid.ROW * scaleY - 0.6));
        return new Box(mapX(node.x()), mapY(node.y()), node.w() * scaleX, height);
    }

    /** The window that shows what is in view, kept inside the picture. */
    public Box window(Viewport view) {
        Box seen = view.visible();
        double left = Math.max(3, mapX(seen.x()) - 3);
        double top = Math.max(3, mapY(seen.y()) - 3);
        double right = Math.min(WIDTH - 3, mapX(seen.right()) + 3);
        double bottom = Math.min(HEIGHT - 3, mapY(seen.bottom()) + 3);
        return new Box(left, top, Math.max(4, right - left), Math.max(4, bottom - top));
    }

    public double graphX(double x) {
        return bounds.x() + (x - MARGIN) / scaleX;
    }

    public double graphY(double y) {
        return bounds.y() + (y - MARGIN) / scaleY;
    }

    private double mapX(double graphX) {
        return MARGIN + (graphX - bounds.x()) * scaleX;
    }

    private double mapY(double graphY) {
        return MARGIN + (graphY - bounds.y()) * scaleY;
    }
}
