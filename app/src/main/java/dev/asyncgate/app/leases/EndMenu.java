package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;

/** The menu that chooses which ends are shown. */
final class EndMenu {

    private final MenuButton menu;
    private final PlaceContext context;
    private final LeasesViewModel viewModel;
    private final Label chosen = new Label();

    EndMenu(MenuButton menu, PlaceContext context, LeasesViewModel viewModel) {
        this.menu = menu;
        this.context = context;
        this.viewModel = viewModel;
    }

    void fill() {
        var word = new Label(context.texts().text("leases.ended"));
        word.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        chosen.getStyleClass().add(Styles.SMALL);
        var words = new HBox(6, word, chosen);
        words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        menu.setGraphic(words);
        menu.setAccessibleText(context.texts().text("leases.ended"));
        context.themes().paletteProperty().subscribe(ignored -> menu.getItems().setAll(items()));
        viewModel.endsProperty().subscribe(ends -> {
            tell(ends);
            menu.getItems().setAll(items());
        });
    }

    private void tell(Set<String> ends) {
        String any = context.texts().text("leases.any_end");
        chosen.setText(ends.isEmpty() ? any : String.join(", ", new TreeSet<>(ends)));
        menu.getStyleClass().remove("filtering");
        if (!ends.isEmpty()) {
            menu.getStyleClass().add("filtering");
        }
    }

    private List<MenuItem> items() {
        var items = new ArrayList<MenuItem>();
        var any = new MenuItem(context.texts().text("leases.any_end"));
        any.setOnAction(event -> viewModel.endsProperty().set(Set.of()));
        items.add(any);
        items.add(new SeparatorMenuItem());
        LeasesViewModel.ends().forEach(end -> items.add(item(end)));
        return items;
    }

    private MenuItem item(String end) {
        var badge = new EndBadge(
                StateLook.ofLease(end), context.themes().paletteProperty().get());
        var item = new CheckMenuItem(end, badge);
        item.setSelected(viewModel.endsProperty().get().contains(end));
        item.setOnAction(event -> toggle(end));
        return item;
    }

    private void toggle(String end) {
        var ends = new TreeSet<>(viewModel.endsProperty().get());
        if (!ends.remove(end)) {
            ends.add(end);
        }
        viewModel.endsProperty().set(Set.copyOf(ends));
    }
}
