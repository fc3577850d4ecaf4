package dev.asyncgate.app.doctor;

import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the selected check means, every row that was named, what to do, and the question as SQL. For the FX thread only. */
final class DoctorInspector {

    private final Texts texts;
    private final Pieces pieces;
    private final UUID shownTenant;
    private final Function<CheckLine, @Nullable String> statement;
    private final Consumer<Destination> go;
    private final VBox root = new VBox();

    DoctorInspector(
            Texts texts, UUID shownTenant, Function<CheckLine, @Nullable String> statement, Consumer<Destination> go) {
        this.texts = texts;
        this.pieces = new Pieces(texts);
        this.shownTenant = shownTenant;
        this.statement = statement;
        this.go = go;
        root.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        root.getStylesheets()
                .addAll(
                        Pieces.stylesheet(),
                        Objects.requireNonNull(getClass().getResource("/dev/asyncgate/ui/doctor/doctor.css"))
                                .toExternalForm());
    }

    /** The inspector with that check in it. */
    Parent show(CheckLine check, Runnable close) {
        var sections = new VBox(verdict(check));
        if (!check.isWell()) {
            sections.getChildren().add(evidence(check));
        }
        sections.getChildren()
                .add(pieces.section(
                        "doctor.what_to_do",
                        new Label(),
                        pieces.sentence(check.rule().advice(), Styles.SMALL)));
        String sql = statement.apply(check);
        if (sql != null) {
            Label code = pieces.sentence(sql, Styles.CODE);
            code.setMaxWidth(Double.MAX_VALUE);
            sections.getChildren()
                    .add(pieces.section("doctor.as_sql", pieces.copyButton("doctor.copy_sql", () -> sql), code));
        }
        var content = new ScrollPane(sections);
        content.setFitToWidth(true);
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().setAll(head(check, close), content, foot(check));
        return root;
    }

    private Node head(CheckLine check, Runnable close) {
        Label title = pieces.sentence(check.rule().title(), Styles.INSPECTOR_TITLE);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var button = new Button(null, Glyphs.icon("close", 12));
        button.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        button.setAccessibleText(texts.text("receipts.close"));
        button.setOnAction(event -> close.run());
        String severity = check.rule().severity().name().toLowerCase(Locale.ROOT);
        var head = new VBox(
                pieces.line("section-line", check.mark().glyph(16), title, Gaps.grow(), button),
                pieces.sentence(text("severity." + severity), Styles.SMALL, Styles.MUTED));
        head.getStyleClass().add(Styles.INSPECTOR_HEAD);
        return head;
    }

    private Node verdict(CheckLine check) {
        String key = check.mark().name().toLowerCase(Locale.ROOT);
        var box = new HBox(
                pieces.sentence(text("verdict." + key, check.broken(), check.looked(), over(check)), Styles.SMALL));
        box.getStyleClass().add(Styles.NOTE);
        if (!check.isWell()) {
            box.getStyleClass().add(check.mark() == CheckMark.BROKEN ? Styles.NOTE_DANGER : Styles.NOTE_WARN);
            box.getChildren().addFirst(Glyphs.icon("warn", 13));
        }
        var section = new VBox(box);
        section.getStyleClass().add(Styles.SECTION);
        return section;
    }

    private Node evidence(CheckLine check) {
        var lines = new VBox();
        lines.getStyleClass().add("doctor-evidence");
        for (Offender it : check.offenders()) {
            lines.getChildren()
                    .add(new VBox(
                            CheckList.subject(it, texts, shownTenant, go),
                            pieces.sentence(it.found(), Styles.SMALL, Styles.MUTED)));
        }
        long more = check.broken() - check.offenders().size();
        Label count = pieces.label(more > 0 ? text("more", more) : "", Styles.TINY, Styles.SUBTLE);
        return pieces.section("doctor.evidence", count, lines);
    }

    private Node foot(CheckLine check) {
        HBox foot = pieces.line(Styles.INSPECTOR_FOOT);
        Offender.place(check.rule().names()).ifPresent(place -> {
            var open = new Button(text("open_in", texts.text(place.place().textKey())));
            open.setOnAction(event -> go.accept(place));
            foot.getChildren().add(open);
        });
        foot.setManaged(!foot.getChildren().isEmpty());
        foot.setVisible(foot.isManaged());
        return foot;
    }

    private String over(CheckLine check) {
        return text("over." + check.rule().over().name().toLowerCase(Locale.ROOT));
    }

    private String text(String key, Object... values) {
        return texts.text("doctor." + key, values);
    }
}
