package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.function.UnaryOperator;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A field for a value that also has a next and a previous one: by its buttons, and by the arrow keys. */
final class Stepper extends HBox {

    private final TextField entry = new TextField();

    Stepper(
            StringProperty value,
            UnaryOperator<String> previous,
            UnaryOperator<String> next,
            String less,
            String more) {
        getStyleClass().addAll(Styles.INPUT, "stepper");
        entry.getStyleClass().add(Styles.MONO);
        entry.setPrefColumnCount(4);
        entry.textProperty().bindBidirectional(value);
        HBox.setHgrow(entry, Priority.ALWAYS);
        Runnable down = () -> value.set(previous.apply(value.get()));
        Runnable up = () -> value.set(next.apply(value.get()));
        entry.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
                (event.getCode() == KeyCode.UP ? up : down).run();
                event.consume();
            }
        });
        getChildren().setAll(entry, button("minus", less, down), button("plus", more, up));
    }

    TextField entry() {
        return entry;
    }

    private static Button button(String icon, String words, Runnable step) {
        var button = new Button(null, Glyphs.icon(icon, 12));
        button.getStyleClass().addAll(Styles.FLAT, "step-button");
        button.setAccessibleText(words);
        button.setFocusTraversable(false);
        button.setOnAction(event -> step.run());
        return button;
    }
}
