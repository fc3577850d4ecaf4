package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.ReceiptLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.ShortId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;

/** A small drawing of the receipt that a submission writes, below what it names as its cause. */
final class ReceiptPreview extends Pane {

    private static final double WIDTH = 312;
    private static final double NODE = 216;
    private static final double HEIGHT = ReceiptLook.HEIGHT;
    private static final double LEFT = 24;

    ReceiptPreview(Texts texts, List<String> causes) {
        double top = causes.isEmpty() ? 6 : 56;
        setMinSize(WIDTH, top + HEIGHT + 8);
        setMaxSize(WIDTH, top + HEIGHT + 8);
        setAccessibleText(texts.text("submit.preview"));
        if (!causes.isEmpty()) {
            node(6, ReceiptLook.Role.PLAIN, "preview-cause");
            words(6, causeWords(texts, causes), shownId(causes.getFirst()));
            edge(6 + HEIGHT, top);
            Node mark = Glyphs.icon("receipts", 14);
            mark.relocate(LEFT + 12, 13);
            getChildren().add(mark);
        }
        node(top, ReceiptLook.Role.OBLIGATION, "preview-new");
        words(top, "task.assigned", texts.text("submit.new"));
        Node mark = Glyphs.receipt("task.assigned", 14);
        mark.getStyleClass().add("preview-mark");
        mark.relocate(LEFT + 12, top + 7);
        getChildren().add(mark);
    }

    private static String causeWords(Texts texts, List<String> causes) {
        return causes.size() == 1 ? texts.text("submit.cause") : texts.text("submit.cause_and", causes.size() - 1);
    }

    private static String shownId(String id) {
        return FormCheck.isId(id) ? ShortId.of(id) : "?";
    }

    private void node(double top, ReceiptLook.Role role, String style) {
        SVGPath outline = path(ReceiptLook.outline(role, NODE, HEIGHT), style);
        outline.setTranslateX(LEFT);
        outline.setTranslateY(top);
    }

    private void edge(double from, double to) {
        double x = LEFT + NODE / 2;
        path("M%s %sV%s".formatted(x, from, to - 2), "preview-edge");
        path("M%s %sl3 5l3 -5z".formatted(x - 3, to - 6), "preview-arrow");
    }

    private SVGPath path(String content, String style) {
        var path = new SVGPath();
        path.setContent(content);
        path.getStyleClass().add(style);
        getChildren().add(path);
        return path;
    }

    private void words(double top, String name, String right) {
        var label = new Label(name);
        label.getStyleClass().add(Styles.SMALL);
        label.relocate(LEFT + 33, top + 6);
        var note = new Label(right);
        note.getStyleClass().addAll(Styles.TINY, Styles.MONO, Styles.MUTED);
        note.setPrefWidth(80);
        note.setStyle("-fx-alignment: CENTER_RIGHT");
        note.relocate(LEFT + NODE - 92, top + 7);
        getChildren().addAll(label, note);
    }
}
