package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.database.ConnectionCheck.Finding;
import dev.asyncgate.database.ConnectionCheck.Step;
import dev.asyncgate.database.ConnectionCheck.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What a test found, step by step: the inspector of the connections. For the FX thread only. */
final class ReportPane extends VBox {

    private static final Set<Step> REACHING = EnumSet.of(Step.NAME, Step.PORT, Step.SIGNED_IN, Step.TLS);
    private static final Set<Step> READING = EnumSet.of(Step.SELECT, Step.UPDATE_REFUSED, Step.NO_RIGHT);

    private final Texts texts;

    ReportPane(Texts texts, TestReport report, Runnable close) {
        this.texts = texts;
        getStyleClass().addAll(Styles.INSPECTOR, "report-pane");
        var sections = new VBox();
        sections.getChildren().addAll(section("reaching", report, REACHING));
        sections.getChildren().addAll(section("what", report, EnumSet.complementOf(union(REACHING, READING))));
        sections.getChildren().addAll(section("reading", report, READING));
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().setAll(head(report, close), content, foot(report));
    }

    private static EnumSet<Step> union(Set<Step> some, Set<Step> others) {
        var both = EnumSet.copyOf(some);
        both.addAll(others);
        return both;
    }

    private Node head(TestReport report, Runnable close) {
        var title = new Label(text("report." + key(report.verdict())), mark(report.verdict(), 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var closing = new Button(null, Glyphs.icon("close", 14));
        closing.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        closing.setAccessibleText(text("report.close"));
        closing.setOnAction(event -> close.run());
        var words = new Label(texts.text(
                "connections.report.summary",
                report.profile().name(),
                Instants.second(report.at()),
                report.took().toMillis(),
                report.remarks()));
        words.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        var head = new VBox(new HBox(title, Gaps.grow(), closing), words);
        head.getStyleClass().add(Styles.INSPECTOR_HEAD);
        return head;
    }

    /** Nothing where there is nothing to tell. */
    private List<Node> section(String key, TestReport report, Set<Step> steps) {
        List<Finding> findings = report.findings().stream()
                .filter(finding -> steps.contains(finding.step()))
                .toList();
        if (findings.isEmpty()) {
            return List.of();
        }
        Duration took = findings.stream().map(Finding::took).reduce(Duration.ZERO, Duration::plus);
        var title = new Label(text("report." + key));
        title.getStyleClass().add(Styles.SECTION_TITLE);
        var section = new VBox(new HBox(title, Gaps.grow(), time(took)));
        section.getStyleClass().add(Styles.SECTION);
        findings.forEach(finding -> section.getChildren().add(line(finding)));
        return List.of(section);
    }

    private Node line(Finding finding) {
        var title = new Label(text("step." + finding.step().name().toLowerCase(Locale.ROOT)));
        title.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        var words = new Label(words(finding));
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        var column = new VBox(new HBox(title, Gaps.grow(), time(finding.took())), words);
        HBox.setHgrow(column, Priority.ALWAYS);
        var line = new HBox(mark(finding.verdict(), 13), column);
        line.getStyleClass().add("report-line");
        return line;
    }

    private Label time(Duration took) {
        var time = new Label(texts.text("connections.report.millis", took.toMillis()));
        time.getStyleClass().addAll(Styles.TINY, Styles.MONO, Styles.SUBTLE);
        time.setMinWidth(Region.USE_PREF_SIZE);
        return time;
    }

    private static Glyph mark(Verdict verdict, double size) {
        Glyph mark = Glyphs.icon(
                switch (verdict) {
                    case GOOD -> "check";
                    case REMARK -> "warn";
                    case BAD -> "close";
                },
                size);
        mark.getStyleClass()
                .add(
                        switch (verdict) {
                            case GOOD -> "icon-good";
                            case REMARK -> "icon-warn";
                            case BAD -> "icon-bad";
                        });
        return mark;
    }

    private static String key(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private String words(Finding finding) {
        String key = "connections.found." + finding.step().name().toLowerCase(Locale.ROOT) + "." + finding.kind();
        return finding.kind().equals("failed")
                ? finding.values().getFirst()
                : texts.text(key, finding.values().toArray());
    }

    private Node foot(TestReport report) {
        var foot = new HBox(
                copies("report.copy", () -> whole(report)), copies("report.environment", () -> variables(report)));
        foot.getStyleClass().add(Styles.INSPECTOR_FOOT);
        return foot;
    }

    private Button copies(String key, Supplier<String> what) {
        var button = new Button(text(key));
        button.setOnAction(event -> {
            var content = new ClipboardContent();
            content.putString(what.get());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return button;
    }

    private String whole(TestReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.profile().name() + ", " + Instants.date(report.at()) + " UTC");
        for (Finding finding : report.findings()) {
            lines.add("%s: %s (%d ms)"
                    .formatted(
                            text("step." + finding.step().name().toLowerCase(Locale.ROOT)),
                            words(finding),
                            finding.took().toMillis()));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What a program would be started with to work there; its password is not among it. */
    private static String variables(TestReport report) {
        Profile profile = report.profile();
        Remote server = profile.server();
        return List.of(
                        "DATABASE_URL=" + (server == null ? "embedded" : server.url()),
                        "DATABASE_SCHEMA=" + profile.schema(),
                        "DB_POOL_SIZE=" + profile.poolSize(),
                        "DB_CONNECT_TIMEOUT_MS=" + profile.connectTimeout().toMillis(),
                        "DB_STATEMENT_TIMEOUT_MS=" + profile.statementTimeout().toMillis())
                .stream()
                .map(line -> "ASYNCGATE_" + line + "\n")
                .collect(Collectors.joining());
    }

    private String text(String key) {
        return texts.text("connections." + key);
    }
}
