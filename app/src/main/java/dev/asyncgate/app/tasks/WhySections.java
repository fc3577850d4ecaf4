package dev.asyncgate.app.tasks;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.why.Standing;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The parts of the tab that tells why a task is not running. For the FX thread only. */
final class WhySections {

    private final PlaceContext context;
    private final Standing standing;
    private final WhyWords words;
    private final Runnable refresh;
    private final Runnable showAhead;

    WhySections(PlaceContext context, Standing standing, Runnable refresh, Runnable showAhead) {
        this.context = context;
        this.standing = standing;
        this.words = new WhyWords(context.texts(), standing);
        this.refresh = refresh;
        this.showAhead = showAhead;
    }

    List<Node> parts() {
        List<Node> parts = new ArrayList<>();
        parts.add(headline());
        List<WhyLine> lines = words.lines();
        if (!lines.isEmpty()) {
            parts.add(checks(lines));
        }
        String estimate = words.estimate();
        if (estimate != null) {
            Label said = wrapped(estimate, Styles.SMALL);
            parts.add(TaskSections.section(heading(text("at_this_rate"), label(text("last_half_hour"), "section-note")), said));
        }
        parts.add(what());
        return parts;
    }

    private Node headline() {
        boolean hindered = words.isHindered();
        Glyph mark = Glyphs.icon(hindered ? "warn" : "check", 14);
        mark.getStyleClass().add(hindered ? "icon-warn" : "icon-good");
        var column = new VBox(
                wrapped(words.headline(), Styles.MEDIUM), wrapped(words.below(), Styles.SMALL, Styles.MUTED));
        HBox.setHgrow(column, Priority.ALWAYS);
        var note = new HBox(mark, column);
        note.getStyleClass().addAll(Styles.NOTE, "outcome-note");
        if (hindered) {
            note.getStyleClass().add(Styles.NOTE_WARN);
        }
        return TaskSections.section(note);
    }

    private Node checks(List<WhyLine> lines) {
        var again = new Button(text("refresh"));
        again.setId("whyRefresh");
        again.getStyleClass().addAll(Styles.LINK, Styles.SMALL);
        again.setOnAction(event -> refresh.run());
        String at = text("as_of", Instants.second(standing.at()));
        var section = TaskSections.section(heading(text("title"), label(at, "section-note"), again));
        for (WhyLine line : lines) {
            section.getChildren().add(line(line));
        }
        if (standing.tasksAhead() > 0) {
            section.getChildren().add(new AheadBar(context.texts(), standing));
        }
        return section;
    }

    private static Node line(WhyLine line) {
        Glyph mark = Glyphs.icon(line.mark().icon(), 13);
        mark.getStyleClass().add(line.mark().style());
        var column = new VBox(wrapped(line.title(), Styles.SMALL));
        line.evidence().forEach(each -> column.getChildren().add(wrapped(each, Styles.SMALL, Styles.MUTED)));
        HBox.setHgrow(column, Priority.ALWAYS);
        var row = new HBox(mark, column);
        row.getStyleClass().add("why-line");
        return row;
    }

    private Node what() {
        var copy = new Button(text("copy"));
        copy.getStyleClass().add(Styles.SMALL_BUTTON);
        copy.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(words.asText());
            Clipboard.getSystemClipboard().setContent(content);
        });
        var buttons = new HBox(8, copy);
        if (standing.tasksAhead() > 0) {
            var ahead = new Button(text("show_ahead"));
            ahead.getStyleClass().add(Styles.SMALL_BUTTON);
            ahead.setOnAction(event -> showAhead.run());
            buttons.getChildren().add(ahead);
        }
        return TaskSections.section(heading(text("what_you_can_do")), buttons);
    }

    private static HBox heading(String title, Node... right) {
        var row = new HBox(8, label(title, Styles.SECTION_TITLE), Gaps.grow());
        row.getChildren().addAll(right);
        return row;
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static Label wrapped(String text, String... styles) {
        Label label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private String text(String key, Object... values) {
        return context.texts().text("why." + key, values);
    }
}
