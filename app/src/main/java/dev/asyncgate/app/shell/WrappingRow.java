package dev.asyncgate.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * A row that goes on in a further line where it is too narrow, so that nothing in it is cut: first behind a gap that takes
 * what is left over, then wherever something has no room any more. For the FX thread only.
 */
public final class WrappingRow extends HBox {

    /** Between two lines, px. */
    private static final double BETWEEN = 6;

    private static final double ROUNDING = 0.01;

    private double leastHeight;

    /** {@code height} is that of the tallest in it. */
    private record Line(List<Node> nodes, double height) {}

    public double getLeastHeight() {
        return leastHeight;
    }

    /** So high is a row of one line at least, in px; further lines come on top, which keeps the air above and below. */
    public void setLeastHeight(double leastHeight) {
        this.leastHeight = leastHeight;
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        double widest = getManagedChildren().stream()
                .mapToDouble(node -> node.minWidth(-1))
                .max()
                .orElse(0);
        return widest + sides();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        List<Line> lines = lines(width < 0 ? Double.MAX_VALUE : width - sides());
        double first = lines.isEmpty() ? 0 : lines.getFirst().height();
        return snapSizeY(Math.max(leastHeight, first + ends()) + height(lines) - first);
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double room = getWidth() - sides();
        List<Line> lines = lines(room);
        double y = insets.getTop() + (getHeight() - ends() - height(lines)) / 2;
        for (Line line : lines) {
            layOut(line, insets.getLeft(), y, room);
            y += line.height() + BETWEEN;
        }
    }

    private void layOut(Line line, double left, double y, double room) {
        double share = share(line.nodes(), room);
        double x = left;
        for (Node node : line.nodes()) {
            double width = wanted(node, room) + (grows(node) ? share : 0);
            layoutInArea(node, x, y, width, line.height(), 0, Insets.EMPTY, true, false, HPos.LEFT, VPos.CENTER);
            x += width + getSpacing();
        }
    }

    /** What each that grows has beyond what it wants. */
    private double share(List<Node> nodes, double room) {
        long growing = nodes.stream().filter(WrappingRow::grows).count();
        return growing == 0 ? 0 : Math.max(0, room - width(nodes, room)) / growing;
    }

    private List<Line> lines(double room) {
        List<Line> lines = new ArrayList<>();
        List<Node> next = new ArrayList<>();
        for (List<Node> group : groups()) {
            if (!next.isEmpty() && !fits(next, group, room)) {
                lines.add(line(next, room));
                next.clear();
            }
            for (Node node : group) {
                if (!next.isEmpty() && !fits(next, List.of(node), room)) {
                    lines.add(line(next, room));
                    next.clear();
                }
                next.add(node);
            }
        }
        if (!next.isEmpty()) {
            lines.add(line(next, room));
        }
        return lines;
    }

    /** A gap belongs to what lies behind it, which so stays at the right. */
    private List<List<Node>> groups() {
        List<List<Node>> groups = new ArrayList<>();
        for (Node node : getManagedChildren()) {
            boolean isGap = grows(node) && node.prefWidth(-1) == 0;
            if (isGap || groups.isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(node);
        }
        return groups;
    }

    private boolean fits(List<Node> there, List<Node> more, double room) {
        double between = there.isEmpty() ? 0 : getSpacing();
        return width(there, room) + between + width(more, room) <= room + ROUNDING;
    }

    private Line line(List<Node> nodes, double room) {
        double share = share(nodes, room);
        double height = 0;
        for (Node node : nodes) {
            height = Math.max(height, node.prefHeight(wanted(node, room) + (grows(node) ? share : 0)));
        }
        return new Line(List.copyOf(nodes), height);
    }

    private double width(List<Node> nodes, double room) {
        return nodes.stream().mapToDouble(node -> wanted(node, room)).sum()
                + getSpacing() * Math.max(0, nodes.size() - 1);
    }

    private static double height(List<Line> lines) {
        return lines.stream().mapToDouble(Line::height).sum() + BETWEEN * Math.max(0, lines.size() - 1);
    }

    private static double wanted(Node node, double room) {
        return Math.min(Math.max(node.minWidth(-1), node.prefWidth(-1)), room);
    }

    private static boolean grows(Node node) {
        return getHgrow(node) == Priority.ALWAYS;
    }

    private double sides() {
        return getInsets().getLeft() + getInsets().getRight();
    }

    private double ends() {
        return getInsets().getTop() + getInsets().getBottom();
    }
}
