package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Several short texts in one field. Enter or a comma ends one, Backspace takes the last one back. */
final class ChipField extends HBox {

    private final ObservableList<String> values;
    private final Predicate<String> isGood;
    private final Function<String, String> shown;
    private final String removeText;
    private final TextField entry = new Entry();
    private final FlowPane chips = new FlowPane(4, 4);

    /**
     * Shows and changes this list.
     *
     * @param prompt what can be done in it
     * @param removeText accessible text of the cross
     * @param isGood whether a text may be there; it stays, and is marked, if not
     * @param shown how a text is shown
     */
    ChipField(
            ObservableList<String> values,
            String prompt,
            String removeText,
            Predicate<String> isGood,
            Function<String, String> shown) {
        this.values = values;
        this.isGood = isGood;
        this.shown = shown;
        this.removeText = removeText;
        getStyleClass().addAll(Styles.INPUT, "chip-field");
        entry.setPromptText(prompt);
        entry.setPrefColumnCount(6);
        entry.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        entry.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (event.getCharacter().equals(",")) {
                commit();
                event.consume();
            }
        });
        entry.focusedProperty().subscribe(focused -> {
            if (!focused) {
                commit();
            }
        });
        chips.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(chips, Priority.ALWAYS);
        getChildren().setAll(chips);
        values.addListener((ListChangeListener<String>) change -> show());
        show();
    }

    TextField entry() {
        return entry;
    }

    /** Takes over what is typed but not ended. */
    void commit() {
        List<String> typed = Arrays.stream(entry.getText().split(","))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .filter(Predicate.not(values::contains))
                .distinct()
                .toList();
        entry.clear();
        if (!typed.isEmpty()) {
            values.addAll(typed);
        }
    }

    private void pressed(KeyEvent event) {
        boolean takesLast =
                event.getCode() == KeyCode.BACK_SPACE && entry.getText().isEmpty();
        if (takesLast && !values.isEmpty()) {
            values.removeLast();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            commit();
            event.consume();
        }
    }

    private void show() {
        boolean focused = entry.isFocused();
        List<Node> nodes = new ArrayList<>(values.stream().map(this::chip).toList());
        nodes.add(entry);
        chips.getChildren().setAll(nodes);
        if (focused) {
            entry.requestFocus();
        }
    }

    /** Several texts may be pasted at once, one a line; a plain text field would join them. */
    private final class Entry extends TextField {

        @Override
        public void paste() {
            String pasted = Clipboard.getSystemClipboard().getString();
            if (pasted != null) {
                replaceSelection(pasted.strip().replaceAll("\\s*\\R\\s*", ","));
                commit();
            }
        }
    }

    private Node chip(String value) {
        var words = new Label(shown.apply(value));
        var cross = new Button(null, Glyphs.icon("close", 9));
        cross.getStyleClass().addAll(Styles.FLAT, "chip-cross");
        cross.setAccessibleText(removeText + " " + value);
        cross.setFocusTraversable(false);
        cross.setOnAction(event -> values.remove(value));
        var chip = new HBox(words, cross);
        chip.getStyleClass().addAll(Styles.CHIP, "small-chip");
        if (!isGood.test(value)) {
            chip.getStyleClass().add("bad");
        }
        Tooltip.install(chip, new Tooltip(value));
        return chip;
    }
}
