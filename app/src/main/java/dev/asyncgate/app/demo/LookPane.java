package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.workers.demo.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** The inspector of the demo: what to look at, and the invariants that hold all the while. For the FX thread only. */
final class LookPane extends VBox {

    private final PlaceContext context;
    private final Texts texts;
    private final Label subtitle = new Label();
    private final VBox looks = section();
    private final VBox checks = section();
    private final VBox faults = section();
    private final VBox next = section();

    LookPane(PlaceContext context) {
        this.context = context;
        this.texts = context.texts();
        getStyleClass().addAll(Styles.INSPECTOR, "demo-looks");
        getStylesheets().add(DemoPlace.STYLES);
        var title = new Label(texts.text("demo.look.title"), Glyphs.icon("demo", 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        subtitle.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        var head = new VBox(title, subtitle);
        head.getStyleClass().addAll(Styles.INSPECTOR_HEAD, "demo-looks-head");
        var scroll = new ScrollPane(new VBox(looks, checks, faults, next));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().setAll(head, scroll);
    }

    /** Shows what one look has found about what plays, or played last. */
    void show(Set<Scenario> scenarios, DemoReading reading, List<Fault> done) {
        subtitle.setText(texts.text(
                "demo.look.subtitle",
                ScenarioCard.names(texts, scenarios),
                Instants.second(reading.since()),
                Instants.second(reading.at())));
        List<LookLine> lines = LookLine.of(scenarios);
        looks.getChildren().clear();
        for (int i = 0; i < lines.size(); i++) {
            looks.getChildren().add(line(i + 1, lines.get(i), reading));
        }
        checks.getChildren().setAll(heading("demo.checks", texts.text("demo.checks.note")));
        reading.checks().forEach(check -> checks.getChildren().add(check(check)));
        showFaults(done);
        showNext(scenarios);
    }

    /** What one could do next, said where one scenario plays; several beside each other have no next step. */
    private void showNext(Set<Scenario> scenarios) {
        boolean one = scenarios.size() == 1;
        next.setVisible(one);
        next.setManaged(one);
        next.getChildren().setAll(heading("demo.next", ""));
        for (Scenario scenario : one ? scenarios : Set.<Scenario>of()) {
            for (String step : List.of("next.1", "next.2")) {
                var words = label(texts.text(ScenarioCard.textKey(scenario, step)), Styles.SMALL);
                words.setWrapText(true);
                var row = new HBox(Glyphs.icon("right", 12), words);
                row.getStyleClass().add("next-line");
                next.getChildren().add(row);
            }
        }
    }

    private void showFaults(List<Fault> done) {
        faults.setVisible(!done.isEmpty());
        faults.setManaged(!done.isEmpty());
        faults.getChildren().setAll(heading("demo.faults", String.valueOf(done.size())));
        done.stream().limit(6).forEach(fault -> faults.getChildren().add(fault(fault)));
    }

    private Node line(int number, LookLine look, DemoReading reading) {
        var index = label(String.valueOf(number), Styles.MONO, Styles.TINY, Styles.MUTED, "look-number");
        var title = label(texts.text(look.textKey()), Styles.SMALL, Styles.MEDIUM);
        long count = look.count(reading);
        var figure = label(texts.text("demo.number", count), Styles.MONO, Styles.SMALL);
        var words = new Text(texts.text(look.textKey() + ".why") + " ");
        words.getStyleClass().addAll(Styles.MUTED, "look-words");
        var link = new Hyperlink(texts.text(look.place().textKey()));
        link.setOnAction(event -> context.navigator().go(look.destination(reading.examples())));
        var column = new VBox(new HBox(title, Gaps.grow(), figure), new TextFlow(words, link));
        HBox.setHgrow(column, Priority.ALWAYS);
        var row = new HBox(index, column);
        row.getStyleClass().add("look-line");
        return row;
    }

    private Node check(Check check) {
        String key = "demo.check." + check.invariant().name().toLowerCase(Locale.ROOT);
        Glyph mark = Glyphs.icon(check.holds() ? "check" : "warn", 13);
        mark.getStyleClass().add(check.holds() ? "icon-good" : "icon-bad");
        String found = check.holds()
                ? texts.text(key + ".examined", check.examined())
                : texts.text("demo.check.broken", check.broken(), check.examined());
        var row = new HBox(
                mark,
                label(texts.text(key), Styles.SMALL),
                Gaps.grow(),
                label(found, Styles.TINY, check.holds() ? Styles.MUTED : Styles.BAD));
        row.getStyleClass().add("check-line");
        return row;
    }

    private Node fault(Fault fault) {
        String key = "demo.fault." + fault.kind().name().toLowerCase(Locale.ROOT);
        var column = new VBox(
                label(texts.text(key, fault.worker()), Styles.SMALL),
                label(texts.text(key + ".why"), Styles.SMALL, Styles.MUTED));
        var row = new HBox(label(Instants.second(fault.at()), Styles.MONO, Styles.SMALL, Styles.MUTED), column);
        row.getStyleClass().add("fault-line");
        return row;
    }

    private Node heading(String key, String note) {
        var row = new HBox(
                label(texts.text(key), Styles.SECTION_TITLE), Gaps.grow(), label(note, Styles.TINY, Styles.SUBTLE));
        row.getStyleClass().add("looks-heading");
        return row;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static VBox section() {
        var section = new VBox();
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }
}
