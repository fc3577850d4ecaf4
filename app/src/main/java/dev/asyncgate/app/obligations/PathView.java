package dev.asyncgate.app.obligations;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.ReceiptLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.Why;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.SVGPath;

/** The receipts from an obligation to its end, one below the other, with the edge that discharges it or hangs open. */
final class PathView extends Pane {

    private static final double WIDTH = 200;
    private static final double STEP = 43;
    private static final double BAY = 24;
    private static final double RING = 7;

    private final Consumer<Receipt> open;

    PathView(List<Receipt> path, Why why, String openWord, Consumer<Receipt> open) {
        this.open = open;
        for (int i = 1; i < path.size(); i++) {
            getChildren().add(line(i));
        }
        if (why.open()) {
            hangOpen(path.size(), openWord);
        } else {
            discharge(path, why);
        }
        for (int i = 0; i < path.size(); i++) {
            getChildren().add(node(path.get(i), i, why));
        }
        setMinHeight(path.size() * STEP);
    }

    private Node node(Receipt receipt, int row, Why why) {
        String type = receipt.type().wireName();
        ReceiptLook.Role role = ReceiptLook.role(type);
        var outline = new SVGPath();
        outline.setContent(ReceiptLook.outline(role, WIDTH, ReceiptLook.HEIGHT));
        outline.getStyleClass().add("path-outline");
        outline.getStyleClass().addAll(styles(receipt, role, why));
        var mark = Glyphs.receipt(type, 14);
        mark.relocate(12, 7);
        var name = new Label(type);
        name.getStyleClass().add(Styles.TINY);
        name.relocate(33, 6);
        var time = new Label(Instants.second(receipt.createdAt()));
        time.getStyleClass().addAll(Styles.MONO, Styles.MICRO, Styles.MUTED);
        time.relocate(WIDTH - 62, 7);
        var button = new Button(null, new Pane(outline, mark, name, time));
        button.getStyleClass().add("path-node");
        button.setAccessibleText(type);
        button.setOnAction(event -> open.accept(receipt));
        button.relocate(0, row * STEP);
        return button;
    }

    private static List<String> styles(Receipt receipt, ReceiptLook.Role role, Why why) {
        boolean suspect = role == ReceiptLook.Role.ANOMALY
                || (why instanceof Why.Unproven it && it.completedReceiptId().equals(receipt.receiptId()));
        if (suspect) {
            return List.of("suspect");
        }
        return switch (role) {
            case OBLIGATION -> List.of(why.open() ? "open" : "terminator");
            case TERMINATOR -> List.of("terminator");
            case ANOMALY, PLAIN -> List.of();
        };
    }

    private static Line line(int row) {
        var line = new Line(WIDTH / 2, (row - 1) * STEP + ReceiptLook.HEIGHT, WIDTH / 2, row * STEP);
        line.getStyleClass().add("path-line");
        return line;
    }

    /** Out of the obligation, down beside the receipts, and to nothing. */
    private void hangOpen(int rows, String openWord) {
        double end = Math.max(STEP, (rows - 1) * STEP * 0.7) + RING;
        getChildren().add(edge("path-open", bay(end - RING)));
        var ring = new Circle(WIDTH + BAY, end, RING);
        ring.getStyleClass().add("path-ring");
        var word = new Label(openWord);
        word.getStyleClass().addAll(Styles.TINY, Styles.WARN);
        word.relocate(WIDTH + BAY + 14, end - 8);
        getChildren().addAll(ring, word);
    }

    private void discharge(List<Receipt> path, Why why) {
        for (int i = 0; i < path.size(); i++) {
            if (why instanceof Why.Discharged it && path.get(i).receiptId().equals(it.receiptId())) {
                double end = i * STEP + ReceiptLook.HEIGHT / 2;
                getChildren()
                        .add(edge(
                                "path-discharge",
                                bay(end - 6)
                                        + "Q%1$s %2$s %3$s %2$sH%4$s"
                                                .formatted(WIDTH + BAY, end, WIDTH + BAY - 6, WIDTH)));
            }
        }
    }

    private static String bay(double end) {
        return "M%1$s 14H%2$sQ%3$s 14 %3$s 20V%4$s".formatted(WIDTH, WIDTH + BAY - 6, WIDTH + BAY, end);
    }

    private static SVGPath edge(String style, String content) {
        var edge = new SVGPath();
        edge.setContent(content);
        edge.getStyleClass().add(style);
        return edge;
    }
}
