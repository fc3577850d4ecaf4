package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Environment.Guard;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.database.ConnectionCheck.Finding;
import dev.asyncgate.database.ConnectionCheck.Step;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A profile in the list: its colour, its name and server, how it is guarded, and how it stands. */
final class ProfileCell extends ListCell<Profile> {

    private final Texts texts;
    private final ConnectionsViewModel viewModel;

    ProfileCell(Texts texts, ConnectionsViewModel viewModel) {
        this.texts = texts;
        this.viewModel = viewModel;
        getStyleClass().add("profile-cell");
    }

    @Override
    protected void updateItem(@Nullable Profile profile, boolean empty) {
        super.updateItem(profile, empty);
        setText(null);
        setGraphic(profile == null || empty ? null : content(profile));
        setAccessibleText(profile == null ? null : profile.name());
    }

    private Node content(Profile profile) {
        var mark = new Region();
        mark.getStyleClass().add("profile-mark");
        mark.getStyleClass().addAll(profile.environment().styleClasses());
        Label name = label(profile.name(), Styles.MEDIUM);
        Label where = label(where(profile), Styles.SMALL, Styles.MUTED);
        HBox.setHgrow(where, Priority.ALWAYS);
        var second = new HBox(where, Gaps.grow(), guard(profile));
        var lines = new VBox(new HBox(name, Gaps.grow(), state(profile)), second);
        lines.getStyleClass().add("profile-lines");
        HBox.setHgrow(lines, Priority.ALWAYS);
        var row = new HBox(mark, lines);
        row.getStyleClass().add("profile-cell-row");
        return row;
    }

    private String where(Profile profile) {
        Remote server = profile.server();
        return server == null ? texts.text("connections.embedded") : server.hosts();
    }

    private Label guard(Profile profile) {
        Label words = label(
                texts.text("connections.list.guard." + profile.guard().name().toLowerCase(Locale.ROOT)),
                Styles.SMALL,
                Styles.MUTED);
        words.setMinWidth(Region.USE_PREF_SIZE);
        if (profile.guard() == Guard.READ_ONLY) {
            words.setGraphic(Glyphs.icon("lock", 11));
        }
        return words;
    }

    private Label state(Profile profile) {
        Finding failure = viewModel.failureOf(profile);
        Label state;
        if (viewModel.isCurrent(profile)) {
            var dot = new Region();
            dot.getStyleClass().add("connection-dot");
            state = label(texts.text("connections.list.connected"), Styles.SMALL, Styles.MUTED);
            state.setGraphic(dot);
        } else if (failure != null) {
            state = label(texts.text("connections.list.failed." + where(failure.step())), Styles.SMALL, Styles.BAD);
            state.setGraphic(Glyphs.icon("close", 11));
            state.getGraphic().getStyleClass().add("icon-bad");
        } else if (!profile.isMine()) {
            state = label(texts.text("connections.list.named"), Styles.SMALL, Styles.SUBTLE);
        } else {
            state = label("");
        }
        state.setMinWidth(Region.USE_PREF_SIZE);
        return state;
    }

    private static String where(Step step) {
        return switch (step) {
            case NAME, PORT, SIGNED_IN -> step.name().toLowerCase(Locale.ROOT);
            default -> "later";
        };
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
