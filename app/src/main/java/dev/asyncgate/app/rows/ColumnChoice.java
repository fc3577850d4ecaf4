package dev.asyncgate.app.rows;

import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Duration;

/**
 * Which columns of a table stand in which order: chosen in a menu, dragged by their heads, and remembered. For the FX thread
 * only.
 */
public final class ColumnChoice<R> {

    /** Has air on its left, as what stands at the edge does. */
    private static final String FIRST = "first";

    private final TableView<R> table;
    private final List<TableColumn<R, ?>> front;
    private final List<Offer<R>> offers;
    private final ReadOnlyObjectWrapper<List<String>> shown = new ReadOnlyObjectWrapper<>(this, "shown", List.of());
    private boolean arranging;

    /**
     * A column that can be chosen.
     *
     * @param key by which it is remembered
     * @param name in the menu
     */
    public record Offer<R>(String key, String name, boolean atFirst, TableColumn<R, ?> column) {}

    /** {@code front} always stands in front; {@code offers} are in their usual order. */
    public ColumnChoice(TableView<R> table, List<TableColumn<R, ?>> front, List<Offer<R>> offers) {
        this.table = table;
        this.front = List.copyOf(front);
        this.offers = List.copyOf(offers);
        arrange(usual());
        table.getColumns().addListener((ListChangeListener<TableColumn<R, ?>>) change -> reordered());
    }

    /** Fills the menu in which columns are chosen. */
    public void offer(Texts texts, MenuButton menu) {
        for (Offer<R> offer : offers) {
            var item = new CheckMenuItem(offer.name());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> {
                toggle(offer.key());
                item.setSelected(shown.get().contains(offer.key()));
            });
            shown.subscribe(keys -> item.setSelected(keys.contains(offer.key())));
            menu.getItems().add(item);
        }
        var usual = new MenuItem(texts.text("rows.columns_usual"));
        usual.setOnAction(event -> arrange(usual()));
        menu.getItems().addAll(new SeparatorMenuItem(), usual);
    }

    /** Has the columns that were left, and keeps them from now on; what another version wrote is as if it were not. */
    public void remember(Memory placeMemory) {
        List<String> known = offers.stream().map(Offer::key).toList();
        placeMemory.keep("columns", shown, this::arrange, text -> read(text, known), ColumnChoice::written);
    }

    /** The keys of those that are shown, in their order. */
    public ReadOnlyObjectProperty<List<String>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    static String written(List<String> keys) {
        return String.join(",", keys);
    }

    /**
     * What was remembered.
     *
     * @throws IllegalArgumentException for what is no column
     */
    static List<String> read(String text, Collection<String> known) {
        List<String> keys = List.of(text.split(",", -1)).stream().distinct().toList();
        if (!known.containsAll(keys)) {
            throw new IllegalArgumentException(text);
        }
        return keys;
    }

    /** Shows a column at its place among those that are shown, or no longer; the last one stays. */
    private void toggle(String key) {
        List<String> wanted = new ArrayList<>(shown.get());
        if (!wanted.remove(key)) {
            int at = 0;
            while (at < wanted.size() && position(wanted.get(at)) < position(key)) {
                at++;
            }
            wanted.add(at, key);
        }
        if (!wanted.isEmpty()) {
            arrange(wanted);
        }
    }

    private int position(String key) {
        return offers.stream().map(Offer::key).toList().indexOf(key);
    }

    private List<String> usual() {
        return offers.stream().filter(Offer::atFirst).map(Offer::key).toList();
    }

    private void arrange(List<String> wanted) {
        arranging = true;
        List<TableColumn<R, ?>> columns = new ArrayList<>(front);
        wanted.forEach(key -> columns.add(offers.get(position(key)).column()));
        table.getColumns().setAll(columns);
        arranging = false;
        tell(wanted);
    }

    /** Somebody has dragged one; what stands in front stays there. */
    private void reordered() {
        if (arranging) {
            return;
        }
        List<String> now = table.getColumns().stream()
                .flatMap(column -> offers.stream().filter(offer -> Objects.equals(offer.column(), column)))
                .map(Offer::key)
                .toList();
        if (table.getColumns().subList(0, front.size()).equals(front)) {
            tell(now);
        } else {
            var later = new PauseTransition(Duration.millis(1));
            later.setOnFinished(event -> arrange(now));
            later.play();
        }
    }

    private void tell(List<String> keys) {
        shown.set(List.copyOf(keys));
        if (front.isEmpty()) {
            table.getColumns().forEach(column -> column.getStyleClass().remove(FIRST));
            table.getColumns().getFirst().getStyleClass().add(FIRST);
        }
    }
}
