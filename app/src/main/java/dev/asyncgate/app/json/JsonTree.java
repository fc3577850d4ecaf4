package dev.asyncgate.app.json;

import dev.asyncgate.app.json.JsonLine.Kind;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** JSON as lines that open and close; as high as its lines, up to a limit, then it scrolls. For the FX thread only. */
public final class JsonTree extends ListView<JsonLine> {

    private static final double LINE_HEIGHT = 20;
    private static final double INDENT = 14;
    private static final int MOST_LINES = 24;

    private final Texts texts;
    private final JsonLines lines;
    private double barHeight;

    public JsonTree(Texts texts, JsonDocument document) {
        this.texts = texts;
        this.lines = new JsonLines(document.root());
        getStyleClass().add("json-tree");
        getStylesheets().add(stylesheet());
        setAccessibleText(texts.text("json.tree"));
        setFixedCellSize(LINE_HEIGHT);
        setCellFactory(ignored -> new LineCell());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        fill();
    }

    /** Of what JSON is dressed in. */
    static String stylesheet() {
        return Objects.requireNonNull(JsonTree.class.getResource("/dev/asyncgate/ui/json/json.css"))
                .toExternalForm();
    }

    /** A line that is longer than the tree brings a bar, which must cover none. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double wanted = 0;
        for (Node bar : lookupAll(".scroll-bar:horizontal")) {
            wanted = bar.isVisible() ? bar.prefHeight(-1) : 0;
        }
        if (wanted != barHeight) {
            barHeight = wanted;
            size();
        }
    }

    private void size() {
        double height = LINE_HEIGHT * Math.min(getItems().size(), MOST_LINES) + 2 + barHeight;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private void fill() {
        int selected = getSelectionModel().getSelectedIndex();
        getItems().setAll(lines.list());
        size();
        if (selected >= 0) {
            getSelectionModel().select(Math.min(selected, getItems().size() - 1));
        }
    }

    private void choose(@Nullable JsonLine line) {
        if (line != null && line.opens()) {
            lines.choose(line);
            fill();
        }
    }

    /** Right opens, left closes, Enter and space do either. */
    private void keyPressed(KeyEvent event) {
        JsonLine line = getSelectionModel().getSelectedItem();
        if (line == null) {
            return;
        }
        KeyCode code = event.getCode();
        boolean opens = code == KeyCode.RIGHT && line.kind() != Kind.OPEN;
        boolean closes = code == KeyCode.LEFT && line.kind() == Kind.OPEN;
        if (opens || closes || code == KeyCode.ENTER || code == KeyCode.SPACE) {
            choose(line);
            event.consume();
        }
    }

    private final class LineCell extends ListCell<JsonLine> {

        private final Label twist = label("json-twist", Styles.JSON_PUNCTUATION);
        private final Label key = label(Styles.JSON_KEY);
        private final Label colon = label(Styles.JSON_PUNCTUATION);
        private final Label value = label();
        private final HBox row = new HBox(twist, key, colon, value);

        LineCell() {
            row.getStyleClass().add("json-line");
            setOnMouseClicked(event -> choose(getItem()));
        }

        @Override
        protected void updateItem(@Nullable JsonLine line, boolean empty) {
            super.updateItem(line, empty);
            setGraphic(empty || line == null ? null : row);
            if (!empty && line != null) {
                tell(line);
            }
        }

        private void tell(JsonLine line) {
            row.setTranslateX(line.depth() * INDENT);
            twist.setText(
                    switch (line.kind()) {
                        case OPEN -> "▾";
                        case CLOSED -> "▸";
                        default -> "";
                    });
            key.setText(line.key() == null ? "" : line.key());
            colon.setText(line.key() == null ? "" : ": ");
            value.setText(line.kind() == Kind.MORE ? texts.text("json.more", line.value()) : line.value());
            value.getStyleClass().setAll("label", style(line.kind()));
        }

        private static String style(Kind kind) {
            return switch (kind) {
                case STRING -> Styles.JSON_STRING;
                case NUMBER -> Styles.JSON_NUMBER;
                case WORD -> Styles.JSON_WORD;
                case MORE -> Styles.ACCENT_TEXT;
                case OPEN, CLOSED, EMPTY -> Styles.JSON_PUNCTUATION;
            };
        }

        private static Label label(String... styles) {
            var label = new Label();
            label.setMinWidth(Region.USE_PREF_SIZE);
            label.getStyleClass().addAll(styles);
            return label;
        }
    }
}
