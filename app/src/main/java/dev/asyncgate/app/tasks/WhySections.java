package dev.asyncgate.app.tasks;

import dev.asyncgate.app.receipt.Pieces;
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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The parts of the tab that tells why a task is not running. For the FX thread only. */
final class WhySections {

    private final PlaceContext context;
    private final Standing standing;
    private final WhyWords words;
    private final Pieces pieces;
    private final Runnable refresh;
    private final Runnable showAhead;
    private final @Nullable Runnable reprioritize;

    /** {@code reprioritize} asks for another priority; null where that may not be done. */
    WhySections(
            PlaceContext context,
            Standing standing,
            Runnable refresh,
            Runnable showAhead,
            @Nullable Runnable reprioritize) {
        this.context = context;
        this.standing = standing;
        this.words = new WhyWords(context.texts(), standing);
        this.pieces = new Pieces(context.texts());
        this.refresh = refresh;
        this.showAhead = showAhead;
        this.reprioritize = reprioritize;
    }

    List<Node> parts() {
        List<Node> parts = new ArrayList<>();
        parts.add(headline());
        List<WhyLine> lines = words.lines();
        if (!lines.isEmpty()) {
            parts.add(checks(lines));
        }
        Evidence estimate = words.estimate();
        if (estimate != null) {
            parts.add(rate(estimate));
        }
        Node what = what();
        if (what != null) {
            parts.add(what);
        }
        return parts;
    }

    private Node headline() {
        boolean hindered = words.isHindered();
        Glyph mark = Glyphs.icon(hindered ? "warn" : "check", 14);
        mark.getStyleClass().add(hindered ? "icon-warn" : "icon-good");
        var column =
                new VBox(wrapped(words.headline(), Styles.MEDIUM), wrapped(words.below(), Styles.SMALL, Styles.MUTED));
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
        again.getStyleClass().add(Styles.LINK);
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

    private Node line(WhyLine line) {
        Glyph mark = Glyphs.icon(line.mark().icon(), 13);
        mark.getStyleClass().add(line.mark().style());
        Label title = wrapped(line.title(), Styles.SMALL);
        if (line.mark() != WhyLine.Mark.HOLDS) {
            title.getStyleClass().add(Styles.MEDIUM);
        }
        var column = new VBox(title);
        line.evidence().forEach(each -> column.getChildren().add(flow(each, Styles.MUTED)));
        HBox.setHgrow(column, Priority.ALWAYS);
        var row = new HBox(mark, column);
        row.getStyleClass().add("why-line");
        return row;
    }

    private TextFlow flow(Evidence evidence, String... styles) {
        var flow = new TextFlow();
        flow.getStyleClass().add("evidence");
        flow.setAccessibleText(evidence.text());
        for (Evidence.Piece piece : evidence.pieces()) {
            switch (piece) {
                case Evidence.Words(var words) -> flow.getChildren().add(run(words, Styles.SMALL, styles));
                case Evidence.Names(var names) -> addNames(flow, names, styles);
                case Evidence.Strong(var words) -> flow.getChildren().add(run(words, Styles.SMALL, Styles.MEDIUM));
                case Evidence.Chips(var names) ->
                    names.forEach(name -> flow.getChildren().addAll(label(name, Styles.TAG), run(" ", Styles.SMALL)));
                case Evidence.Link(var words, var whole, var destination) -> {
                    Runnable go = () -> context.navigator().go(destination);
                    flow.getChildren().add(pieces.link(words, whole, go));
                }
            }
        }
        return flow;
    }

    private static void addNames(TextFlow flow, List<String> names, String... styles) {
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                flow.getChildren().add(run(", ", Styles.SMALL, styles));
            }
            Text run = run(names.get(i), Styles.TINY, styles);
            run.getStyleClass().add(Styles.MONO);
            flow.getChildren().add(run);
        }
    }

    private static Text run(String words, String size, String... styles) {
        var run = new Text(words);
        run.getStyleClass().addAll("evidence-text", size);
        run.getStyleClass().addAll(styles);
        return run;
    }

    private Node rate(Evidence estimate) {
        TextFlow said = flow(estimate);
        String sooner = words.sooner();
        if (sooner != null) {
            said.getChildren().add(run(" " + sooner, Styles.SMALL, Styles.MUTED));
        }
        return TaskSections.section(heading(text("at_this_rate"), label(text("last_half_hour"), "section-note")), said);
    }

    /** Null where there is nothing. */
    private @Nullable Node what() {
        var buttons = new HBox(8);
        if (reprioritize != null) {
            buttons.getChildren().add(button("reprioritize", reprioritize));
        }
        if (standing.tasksAhead() > 0) {
            buttons.getChildren().add(button("show_ahead", showAhead));
        }
        return buttons.getChildren().isEmpty() ? null : TaskSections.section(heading(text("what_you_can_do")), buttons);
    }

    private Button button(String key, Runnable run) {
        var button = new Button(text(key));
        button.setOnAction(event -> run.run());
        return button;
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
