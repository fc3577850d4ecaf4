package dev.asyncgate.app.receipts.graph;

/**
 * The part of a graph that is in view. Immutable.
 *
 * @param scale px on the screen for a px of the graph
 * @param x the graph's left edge of what is in view
 * @param y the graph's upper edge of what is in view
 * @param width of the view on the screen, px
 * @param height of the view on the screen, px
 */
public record Viewport(double scale, double x, double y, double width, double height) {

    static final double SMALLEST = 0.01;
    static final double LARGEST = 2;
    /** At least so much of the graph stays in view, px of the screen. */
    private static final double KEPT = 80;

    /** A view at scale 1 of the graph's upper left corner. */
    public static Viewport of(double width, double height) {
        return new Viewport(1, 0, 0, width, height);
    }

    public Viewport sized(double newWidth, double newHeight) {
        return new Viewport(scale, x, y, newWidth, newHeight);
    }

    /** Everything in view, never larger than life; what leaves room lies at the upper left. */
    public Viewport fit(Box bounds) {
        double fitting = Math.min(1, Math.min(width / Math.max(1, bounds.w()), height / Math.max(1, bounds.h())));
        return new Viewport(Math.max(SMALLEST, fitting), bounds.x(), bounds.y(), width, height);
    }

    /** The same point of the graph stays under this point of the view. */
    public Viewport zoomAbout(double viewX, double viewY, double factor) {
        double next = Math.clamp(scale * factor, SMALLEST, LARGEST);
        return new Viewport(next, graphX(viewX) - viewX / next, graphY(viewY) - viewY / next, width, height);
    }

    /** Moves what is in view by so many px of the screen. */
    public Viewport pan(double dx, double dy) {
        return new Viewport(scale, x + dx / scale, y + dy / scale, width, height);
    }

    /** With this point of the graph in the middle. */
    public Viewport centredOn(double graphX, double graphY) {
        return new Viewport(scale, graphX - width / scale / 2, graphY - height / scale / 2, width, height);
    }

    /** The least movement that brings all of the box into view. */
    public Viewport revealing(Box box) {
        Box seen = visible();
        double left = box.x() < seen.x() ? box.x() : Math.max(seen.x(), box.right() - seen.w());
        double top = box.y() < seen.y() ? box.y() : Math.max(seen.y(), box.bottom() - seen.h());
        return new Viewport(scale, left, top, width, height);
    }

    /**
     * The least movement that brings all of the box into view and out from under what covers a part of the view: to the left of
     * it or below it.
     *
     * @param covered in px of the view
     */
    public Viewport revealing(Box box, Box covered) {
        Viewport revealed = revealing(box);
        double left = revealed.viewX(box.x());
        double top = revealed.viewY(box.y());
        var seen = new Box(left, top, box.w() * scale, box.h() * scale);
        if (!seen.overlaps(covered)) {
            return revealed;
        }
        double toLeft = seen.right() - covered.x();
        double down = covered.bottom() - seen.y();
        boolean fitsLeft = toLeft <= left;
        boolean fitsBelow = seen.bottom() + down <= height;
        if (fitsLeft && (toLeft <= down || !fitsBelow)) {
            return revealed.pan(toLeft, 0);
        }
        return fitsBelow ? revealed.pan(0, -down) : revealed;
    }

    /** Moved as little as leaves a part of the graph in view. */
    public Viewport keeping(Box bounds) {
        double margin = KEPT / scale;
        double left = clamp(x, bounds.x() + margin - width / scale, bounds.right() - margin);
        double top = clamp(y, bounds.y() + margin - height / scale, bounds.bottom() - margin);
        return new Viewport(scale, left, top, width, height);
    }

    /** On the way to another view: 0 is here, 1 is there. */
    public Viewport towards(Viewport there, double part) {
        return new Viewport(
                scale + (there.scale - scale) * part,
                x + (there.x - x) * part,
                y + (there.y - y) * part,
                there.width,
                there.height);
    }

    /** The part of the graph that is in view. */
    public Box visible() {
        return new Box(x, y, width / scale, height / scale);
    }

    public double graphX(double viewX) {
        return x + viewX / scale;
    }

    public double graphY(double viewY) {
        return y + viewY / scale;
    }

    public double viewX(double graphX) {
        return (graphX - x) * scale;
    }

    public double viewY(double graphY) {
        return (graphY - y) * scale;
    }

    private static double clamp(double value, double least, double most) {
        return Math.max(Math.min(least, most), Math.min(Math.max(least, most), value));
    }
}
