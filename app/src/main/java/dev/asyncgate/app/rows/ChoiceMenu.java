package dev.asyncgate.app.rows;

import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A menu that narrows a list to one of several values, or to any. For the FX thread only. */
public final class ChoiceMenu<V> {

    private final MenuButton menu;
    private final String any;
    private final Function<V, String> name;
    private final Consumer<@Nullable V> choose;
    private final Label chosen = new Label();

    /** {@code what} is narrowed by it; {@code any} says that it is not; {@code choose} is told null for any. */
    public ChoiceMenu(
            MenuButton menu, String what, String any, Function<V, String> name, Consumer<@Nullable V> choose) {
        this.menu = menu;
        this.any = any;
        this.name = name;
        this.choose = choose;
        var word = new Label(what);
        word.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        chosen.getStyleClass().add(Styles.SMALL);
        var words = new HBox(6, word, chosen);
        words.setAlignment(Pos.CENTER_LEFT);
        menu.setGraphic(words);
        menu.setAccessibleText(what);
        tell(null);
    }

    /** What can be chosen now. */
    public void offer(List<V> values) {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(any, null));
        items.add(new SeparatorMenuItem());
        values.forEach(value -> items.add(item(name.apply(value), value)));
        menu.getItems().setAll(items);
    }

    /** What is chosen. */
    public void tell(@Nullable V value) {
        chosen.setText(value == null ? any : name.apply(value));
        menu.getStyleClass().remove("filtering");
        if (value != null) {
            menu.getStyleClass().add("filtering");
        }
    }

    private MenuItem item(String words, @Nullable V value) {
        var item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> choose.accept(value));
        return item;
    }
}
