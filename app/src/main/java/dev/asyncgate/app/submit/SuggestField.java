package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.StringProperty;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * A field with suggestions below it; any other text may be typed. Every keystroke counts at once, which a combo box,
 * that commits on Enter and when it loses the focus, cannot do.
 */
final class SuggestField extends HBox {

    private final TextField entry = new TextField();
    private final Supplier<List<String>> suggestions;
    private final ContextMenu menu = new ContextMenu();

    SuggestField(StringProperty value, Supplier<List<String>> suggestions, String openText) {
        this.suggestions = suggestions;
        getStyleClass().addAll(Styles.INPUT, "suggest-field");
        setAccessibleRole(AccessibleRole.COMBO_BOX);
        entry.getStyleClass().add(Styles.MONO);
        entry.textProperty().bindBidirectional(value);
        HBox.setHgrow(entry, Priority.ALWAYS);
        entry.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN) {
                open();
                event.consume();
            }
        });
        var arrow = new Button(null, Glyphs.icon("down", 12));
        arrow.getStyleClass().addAll(Styles.FLAT, "step-button");
        arrow.setAccessibleText(openText);
        arrow.setFocusTraversable(false);
        arrow.setOnAction(event -> open());
        getChildren().setAll(entry, arrow);
    }

    TextField entry() {
        return entry;
    }

    private void open() {
        menu.getItems().setAll(suggestions.get().stream().map(this::item).toList());
        if (!menu.getItems().isEmpty()) {
            menu.show(this, Side.BOTTOM, 0, 2);
        }
    }

    private MenuItem item(String suggestion) {
        var item = new MenuItem(suggestion);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            entry.setText(suggestion);
            entry.end();
        });
        return item;
    }
}
