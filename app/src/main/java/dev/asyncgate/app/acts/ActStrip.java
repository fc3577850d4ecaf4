package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** At the foot of an inspector: what became of the last act, and what can be done now. For the FX thread only. */
public final class ActStrip extends VBox {

    private final PlaceContext context;
    private final Acting acting;
    private final ActsViewModel viewModel;
    private final VBox note = new VBox();
    private final VBox form = new VBox();
    private final FlowPane buttons = new FlowPane();

    public ActStrip(PlaceContext context, ActsViewModel viewModel, Acting acting) {
        this.context = context;
        this.acting = acting;
        this.viewModel = viewModel;
        getStyleClass().add("act-strip");
        buttons.getStyleClass().add("act-buttons");
        buttons.disableProperty().bind(viewModel.runningProperty());
        hideWhenEmpty(note);
        hideWhenEmpty(form);
        hideWhenEmpty(buttons);
        getChildren().setAll(note, form, buttons);
        viewModel.toldProperty().subscribe(this::tell);
        viewModel.askedProperty().subscribe(this::ask);
    }

    private static void hideWhenEmpty(Region region) {
        region.managedProperty().bind(region.visibleProperty());
        region.setVisible(false);
    }

    /** What can be done about what is selected, and what cannot, with the reason; nothing where one may only read. */
    public void offer(List<Act> possible) {
        List<Act> acts = acting.environment().isReadOnly() ? List.of() : possible;
        String focused = focused();
        buttons.getChildren().setAll(acts.stream().map(ActStrip::button).toList());
        buttons.setVisible(!acts.isEmpty());
        if (focused != null) {
            buttons.getChildren().stream()
                    .map(holder -> ((StackPane) holder).getChildren().getFirst())
                    .filter(button -> ((Button) button).getText().equals(focused))
                    .findFirst()
                    .ifPresent(Node::requestFocus);
        }
    }

    /** Shows what an act wants to know; null for nothing. */
    public void form(@Nullable Node asked) {
        form.setVisible(asked != null);
        form.getChildren().setAll(asked == null ? List.of() : List.of(asked));
    }

    /** Whether an act waits for something to be typed. */
    public boolean hasForm() {
        return form.isVisible();
    }

    /** The name of the button that has the focus; null for none. */
    private @Nullable String focused() {
        return buttons.getChildren().stream()
                .map(holder -> (Button) ((StackPane) holder).getChildren().getFirst())
                .filter(Node::isFocused)
                .map(Button::getText)
                .findFirst()
                .orElse(null);
    }

    /** A disabled button hears no mouse: what holds it says why it is disabled. */
    private static Node button(Act act) {
        String words = act.whyNot() == null ? act.help() : act.whyNot();
        var button = new Button(act.name(), Glyphs.icon(act.icon(), 11));
        button.getStyleClass().add(Styles.SMALL_BUTTON);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setDisable(!act.isAllowed());
        button.setAccessibleText(act.name());
        button.setAccessibleHelp(words);
        button.setOnAction(event -> act.run().run());
        var holder = new StackPane(button);
        Tooltip.install(holder, new Tooltip(words));
        return holder;
    }

    private void tell(ActsViewModel.@Nullable Told told) {
        note.setVisible(told != null);
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
