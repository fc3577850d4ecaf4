package dev.asyncgate.app.connections;

import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One of several values, side by side: what is pressed is the value. For the FX thread only. */
final class Segments<T> extends HBox {

    private final List<ToggleButton> buttons = new ArrayList<>();

    /** {@code dress} makes the button of a value, with its words. */
    Segments(List<T> values, Property<T> value, Function<T, ToggleButton> dress) {
        getStyleClass().add(Styles.SEGMENTS);
        var group = new ToggleGroup();
        for (T each : values) {
            ToggleButton button = dress.apply(each);
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setOnAction(event -> {
                // What is pressed stays pressed.
                button.setSelected(true);
                value.setValue(each);
            });
            value.subscribe(now -> button.setSelected(each.equals(now)));
            HBox.setHgrow(button, Priority.ALWAYS);
            buttons.add(button);
        }
        buttons.getLast().getStyleClass().add("last");
        getChildren().setAll(buttons);
    }

    /** The first of its buttons: what its name stands for. */
    ToggleButton first() {
        return buttons.getFirst();
    }
}
