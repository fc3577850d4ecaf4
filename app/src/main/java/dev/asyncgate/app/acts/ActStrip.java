package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The foot of an inspector: what became of the last act, then a row of what can be done and where one can go. What the row
 * has no room for, and what is not allowed now, with the reason, is behind its menu. For the FX thread only.
 */
public final class ActStrip extends VBox {

    private final PlaceContext context;
    private final Acting acting;
    private final ActsViewModel viewModel;
    private final VBox note = new VBox();
    private final VBox form = new VBox();
    private final HBox row = new HBox();
    private List<Act> acts = List.of();
    private List<Action> ways = List.of();

    public ActStrip(PlaceContext context, ActsViewModel viewModel, Acting acting) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        getStyleClass().addAll(Styles.INSPECTOR_FOOT, "act-strip");
        row.getStyleClass().add("act-row");
        row.disableProperty().bind(viewModel.runningProperty());
        hideWhenEmpty(note);
        hideWhenEmpty(form);
        hideWhenEmpty(row);
        getChildren().setAll(note, form, row);
        viewModel.toldProperty().subscribe(this::tell);
        viewModel.askedProperty().subscribe(this::ask);
    }

    /**
     * What stands in the row: the first act that is allowed, or a way that stands out; then ways and more acts while there
     * is room.
     *
     * @param acts those of them that stand there
     */
    record Row(List<Act> acts, List<Action> ways) {

        /** So many letters fit, with the menu beside them; a button takes as much as so many besides its words. */
        private static final int LETTERS = 44;

        private static final int AROUND = 5;

        static Row of(List<Act> acts, List<Action> ways) {
            var shownActs = new ArrayList<Act>();
            var shownWays = new ArrayList<Action>();
            int left = LETTERS;
            List<Act> allowed = acts.stream().filter(Act::isAllowed).toList();
            int first = ways.stream().anyMatch(Action::primary) ? 0 : 1;
            for (Act act : allowed.stream().limit(first).toList()) {
                left -= act.name().length() + AROUND;
                shownActs.add(act);
            }
            for (Action way : ways) {
                int length = way.label().length() + AROUND;
                if (shownActs.size() + shownWays.size() < 2 && (length <= left || shownWays.isEmpty())) {
                    left -= length;
                    shownWays.add(way);
                }
            }
            for (Act act : allowed.stream().skip(first).toList()) {
                int length = act.name().length() + AROUND;
                if (shownActs.size() + shownWays.size() < 2 && length <= left) {
                    left -= length;
                    shownActs.add(act);
                }
            }
            return new Row(shownActs, shownWays);
        }
    }

    private static void hideWhenEmpty(Region region) {
        region.managedProperty().bind(region.visibleProperty());
        region.setVisible(false);
    }

    /** What can be done about what is selected, and what cannot, with the reason; nothing where one may only read. */
    public void offer(List<Act> possible) {
        offer(possible, List.of());
    }

    /** The same, and where one can go from here. Nothing changes while the same is offered: somebody may be pressing it. */
    public void offer(List<Act> possible, List<Action> ways) {
        List<Act> acts = acting.environment().isReadOnly() ? List.of() : possible;
        boolean same = names(acts).equals(names(this.acts)) && labels(ways).equals(labels(this.ways));
        this.acts = acts;
        this.ways = ways;
        if (!same) {
            fill();
        }
        hideWhenEmpty();
    }

    private void hideWhenEmpty() {
        setVisible(row.isVisible() || note.isVisible() || form.isVisible());
        setManaged(isVisible());
    }

    private static List<String> names(List<Act> acts) {
        return acts.stream().map(act -> act.name() + "/" + act.whyNot()).toList();
    }

    private static List<String> labels(List<Action> ways) {
        return ways.stream().map(Action::label).toList();
    }

    private void fill() {
        String focused = focused();
        Row shown = Row.of(acts, ways);
        row.getChildren().clear();
        shown.acts().forEach(act -> row.getChildren().add(button(act)));
        shown.ways().forEach(way -> row.getChildren().add(button(way)));
        List<MenuItem> more = more(shown);
        if (!more.isEmpty()) {
            row.getChildren().addAll(Gaps.grow(), menu(more));
        }
        row.setVisible(!row.getChildren().isEmpty());
        if (focused != null) {
            row.getChildren().stream()
                    .filter(node ->
                            node instanceof Button button && button.getText().equals(focused))
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    private List<MenuItem> more(Row shown) {
        var items = new ArrayList<MenuItem>();
        for (int i = 0; i < acts.size(); i++) {
            if (!shown.acts().contains(acts.get(i))) {
                items.add(item(acts.get(i), i));
            }
        }
        List<MenuItem> elsewhere = ways.stream()
                .filter(way -> !shown.ways().contains(way))
                .map(way -> item(way.label(), null, way.run()))
                .toList();
        if (!items.isEmpty() && !elsewhere.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        items.addAll(elsewhere);
        return items;
    }

    private MenuItem item(Act act, int index) {
        String words = act.whyNot() == null ? act.name() : act.name() + "  –  " + act.whyNot();
        MenuItem item = item(
                words, Glyphs.icon(act.icon(), 11), () -> acts.get(index).run().run());
        item.setDisable(!act.isAllowed());
        return item;
    }

    private static MenuItem item(String words, @Nullable Node glyph, Runnable run) {
        var item = new MenuItem(words, glyph);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }

    private MenuButton menu(List<MenuItem> items) {
        var menu = new MenuButton("", Glyphs.icon("more", 14));
        menu.getStyleClass().addAll(Styles.FLAT, "more-menu");
        menu.setAccessibleText(context.texts().text("act.more"));
        Tooltip.install(menu, new Tooltip(context.texts().text("act.more")));
        menu.setPopupSide(Side.TOP);
        menu.getItems().setAll(items);
        return menu;
    }

    /** Shows what an act wants to know; null for nothing. */
    public void form(@Nullable Node asked) {
        form.setVisible(asked != null);
        form.getChildren().setAll(asked == null ? List.of() : List.of(asked));
        hideWhenEmpty();
    }

    /** Whether an act waits for something to be typed. */
    public boolean hasForm() {
        return form.isVisible();
    }

    /** The name of the button that has the focus; null for none. */
    private @Nullable String focused() {
        return row.getChildren().stream()
                .filter(node -> node.isFocused() && node instanceof Button)
                .map(node -> ((Button) node).getText())
                .findFirst()
                .orElse(null);
    }

    private Button button(Act act) {
        int index = acts.indexOf(act);
        var button = new Button(act.name(), Glyphs.icon(act.icon(), 13));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(act.name());
        button.setAccessibleHelp(act.help());
        button.setOnAction(event -> acts.get(index).run().run());
        Tooltip.install(button, new Tooltip(act.help()));
        return button;
    }

    private Button button(Action way) {
        int index = ways.indexOf(way);
        var button = new Button(way.label());
        if (way.primary()) {
            button.getStyleClass().add(Styles.PRIMARY);
        }
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> ways.get(index).run().run());
        return button;
    }

    private void tell(ActsViewModel.@Nullable Told told) {
        note.setVisible(told != null);
        hideWhenEmpty();
        switch (told) {
            case null -> note.getChildren().clear();
            case ActsViewModel.Told.Success(Done done) -> note.getChildren().setAll(success(done));
            case ActsViewModel.Told.Refusal(Exception problem) ->
                note.getChildren().setAll(ErrorNote.of(context.texts(), problem));
        }
    }

    private Node success(Done done) {
        Glyph tick = Glyphs.icon("check", 13);
        tick.getStyleClass().add("icon-good");
        var words = new Label(done.words());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add(Styles.SMALL);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(tick, words);
        row.getStyleClass().addAll(Styles.NOTE, "act-done");
        Done.Next next = done.next();
        if (next != null) {
            var link = new Button(next.words());
            link.getStyleClass().add(Styles.LINK);
            link.setMinWidth(Region.USE_PREF_SIZE);
            link.setOnAction(event -> context.navigator().go(next.destination()));
            row.getChildren().addAll(Gaps.grow(), link);
        }
        return row;
    }

    private void ask(@Nullable ConfirmationViewModel question) {
        if (question == null) {
            acting.dialogs().close();
        } else {
            acting.dialogs().show(new ConfirmationDialog(context.texts(), acting, question, viewModel::keep));
        }
    }
}
