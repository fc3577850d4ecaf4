package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** A row of buttons of which one is chosen. For the FX thread only. */
public final class Segments<V> extends HBox {

    private final Map<V, ToggleButton> buttons = new LinkedHashMap<>();
    private final ToggleGroup group = new ToggleGroup();

    /** {@code chosen} is told what somebody chooses. */
    public Segments(List<V> values, Function<V, String> words, Consumer<V> chosen) {
        getStyleClass().add(Styles.SEGMENTS);
        for (V value : values) {
            var button = new ToggleButton(words.apply(value));
            button.setMnemonicParsing(false);
            button.setMinWidth(USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                chosen.accept(value);
            });
            buttons.put(value, button);
        }
        getChildren().setAll(buttons.values());
        getChildren().getLast().getStyleClass().add("last");
    }

    /** What is chosen now. */
    public void tell(V value) {
        group.selectToggle(buttons.get(value));
    }

    /** The words have changed, such as a count in them. */
    public void reword(Function<V, String> words) {
        buttons.forEach((value, button) -> button.setText(words.apply(value)));
    }
}
