package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The different ways in which a place has nothing to show; each says why and what can be done. */
public final class Messages {

    private Messages() {}

    /** Nothing is here yet: what will be, and the first action. */
    public static Region empty(String icon, String title, String text, Action... actions) {
        return card(Glyphs.icon(icon, 14), title, text, List.of(actions));
    }

    /** There is something, but the filters leave none of it. {@code searched} says what was searched for what. */
    public static Region filteredToNothing(Texts texts, String searched, Runnable clearFilters) {
        return card(
                Glyphs.icon("filter", 14),
                texts.text("message.nothing_matches"),
                searched,
                List.of(Action.of(texts.text("message.clear_filters"), clearFilters)));
    }

    /** The first rows are on their way: {@code progress} says what is read and for how long already. */
    public static Region loading(Texts texts, String progress, Runnable stop) {
        Glyph ring = Glyphs.icon("loading", 14);
        ring.getStyleClass().add("icon-accent");
        return card(
                ring, texts.text("message.loading"), progress, List.of(Action.of(texts.text("message.stop"), stop)));
    }

    /** The profile does not allow it: {@code why} names the profile, the actions lead to where it can be changed. */
    public static Region notAllowed(Texts texts, String why, Action... actions) {
        Glyph lock = Glyphs.icon("lock", 14);
        lock.getStyleClass().add("icon-warn");
        return card(lock, texts.text("message.not_allowed"), why, List.of(actions));
    }

    /** Puts a message in the middle of an empty place. */
    public static Region centred(Region message) {
        message.setMaxSize(360, Region.USE_PREF_SIZE);
        message.setPrefWidth(360);
        var box = new VBox(message);
        box.setAlignment(Pos.CENTER);
        VBox.setVgrow(box, Priority.ALWAYS);
        return box;
    }

    static Region card(Node mark, String title, String text, List<Action> actions) {
        var heading = new Label(title, mark);
        heading.getStyleClass().add("message-title");
        var words = new Label(text);
        words.getStyleClass().add("message-text");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        var card = new VBox(heading, words);
        card.getStyleClass().add("message");
        if (!actions.isEmpty()) {
            card.getChildren().addAll(Gaps.grow(), buttons(actions));
        }
        return card;
    }

    static HBox buttons(List<Action> actions) {
        var row = new HBox();
        row.getStyleClass().add("message-actions");
        row.getChildren().setAll(actions.stream().map(Messages::button).toList());
        return row;
    }

    private static Button button(Action action) {
        var button = new Button(action.label());
        button.setMinWidth(Region.USE_PREF_SIZE);
        if (action.primary()) {
            button.getStyleClass().add(Styles.PRIMARY);
        }
        button.setOnAction(event -> action.run().run());
        return button;
    }
}
