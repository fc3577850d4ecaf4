package dev.asyncgate.app.json;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A titled JSON value: as a tree or as its raw text, with its size. For the FX thread only. */
public final class JsonView extends VBox {

    /** More raw text than this makes a text area slow; what is copied is always whole. */
    private static final int MOST_RAW = 20_000;

    private final Texts texts;
    private final JsonDocument document;
    private final VBox content = new VBox();
    private @Nullable JsonTree tree;

    public JsonView(Texts texts, String title, JsonDocument document) {
        this.texts = texts;
        this.document = document;
        getStyleClass().add(Styles.SECTION);
        getStylesheets().add(JsonTree.stylesheet());
        var heading = new Label(title);
        heading.getStyleClass().add(Styles.SECTION_TITLE);
        var group = new ToggleGroup();
        ToggleButton asTree = toggle("json.as_tree", group);
        ToggleButton asText = toggle("json.as_text", group);
        var size = new Label(size(document.bytes()));
        size.getStyleClass().addAll(Styles.MONO, Styles.TINY, Styles.SUBTLE);
        var head = new HBox(heading, Gaps.grow(), asTree, asText, copyButton(), size);
        head.getStyleClass().add("json-head");
        getChildren().setAll(head, content);
        asTree.setOnAction(event -> showTree(asTree));
        asText.setOnAction(event -> showText(asText));
        showTree(asTree);
    }

    /** Whether it already shows this value. */
    public boolean shows(JsonDocument other) {
        return document.text().equals(other.text());
    }

    private void showTree(ToggleButton button) {
        button.setSelected(true);
        if (tree == null) {
            tree = new JsonTree(texts, document);
        }
        content.getChildren().setAll(tree);
    }

    private void showText(ToggleButton button) {
        button.setSelected(true);
        String text = document.text();
        boolean cut = text.length() > MOST_RAW;
        var area = new TextArea(cut ? text.substring(0, MOST_RAW) : text);
        area.getStyleClass().addAll(Styles.MONO, "json-raw");
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefRowCount(Math.clamp(text.length() / 40 + 1, 3, 16));
        content.getChildren().setAll(area);
        if (cut) {
            var note = new Label(texts.text("json.cut", MOST_RAW));
            note.getStyleClass().add(Styles.FIELD_NOTE);
            note.setWrapText(true);
            content.getChildren().add(note);
        }
    }

    private ToggleButton toggle(String key, ToggleGroup group) {
        var button = new ToggleButton(texts.text(key));
        button.getStyleClass().addAll(Styles.FLAT, "json-toggle");
        button.setToggleGroup(group);
        return button;
    }

    private Button copyButton() {
        var copy = new Button(null, Glyphs.icon("copy", 11));
        copy.getStyleClass().addAll(Styles.FLAT, "json-copy");
        copy.setAccessibleText(texts.text("json.copy"));
        copy.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(document.text());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return copy;
    }

    private static String size(int bytes) {
        return bytes < 1024 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    }
}
