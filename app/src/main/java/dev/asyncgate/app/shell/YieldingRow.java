package dev.asyncgate.app.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.HBox;

/**
 * Keeps the words of a row whole where it is narrow: the least important parts of it are left out, one after the other, until
 * the rest has room. For the FX thread only.
 */
final class YieldingRow {

    private static final double ROUNDING = 0.5;

    private final HBox row;
    private final List<Part> parts;

    /** Nodes, each of which lies in a box of its row, that come and go together. */
    record Part(List<Node> nodes) {

        Part(Node... nodes) {
            this(List.of(nodes));
        }

        private boolean isShown() {
            return nodes.getFirst().isManaged();
        }

        private void show(boolean shown) {
            for (Node node : nodes) {
                node.setManaged(shown);
                node.setVisible(shown);
            }
        }

        private double width() {
            return nodes.stream()
                    .mapToDouble(node -> node.prefWidth(-1) + ((HBox) node.getParent()).getSpacing())
                    .sum();
        }
    }

    /** {@code parts} may be left out, the first one first. */
    YieldingRow(HBox row, Part... parts) {
        this.row = row;
        this.parts = List.of(parts);
    }

    /** Fits it each time before it is laid out. */
    void begin() {
        row.needsLayoutProperty().subscribe(needed -> {
            if (!needed && row.getWidth() > 0) {
                fit();
            }
        });
    }

    private void fit() {
        double wanted = row.prefWidth(-1)
                + parts.stream()
                        .filter(part -> !part.isShown())
                        .mapToDouble(Part::width)
                        .sum();
        for (Part part : parts) {
            boolean fits = wanted <= row.getWidth() + ROUNDING;
            if (!fits) {
                wanted -= part.width();
            }
            if (fits != part.isShown()) {
                part.show(fits);
            }
        }
    }
}
