package dev.asyncgate.app.ledger;

import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.ledger.Verification.Stage;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.doctor.LedgerFault;
import dev.asyncgate.doctor.LedgerReport;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How the verification stands, above the rows: its figures, its cells, and each receipt that failed. */
final class VerificationPane extends VBox {

    /** More faults than this are counted here, and named in the saved report. */
    private static final int SHOWN_FAULTS = 4;

    private final Texts texts;
    private final VerificationViewModel viewModel;
    private final ReportFile reports;
    private final Consumer<UUID> select;
    private final SavePrompt prompt;

    VerificationPane(
            Texts texts,
            VerificationViewModel viewModel,
            ReportFile reports,
            SavePrompt prompt,
            Consumer<UUID> select) {
        this.texts = texts;
        this.viewModel = viewModel;
        this.reports = reports;
        this.prompt = prompt;
        this.select = select;
        getStyleClass().add("verification");
        managedProperty().bind(visibleProperty());
        viewModel.verificationProperty().subscribe(this::tell);
    }

    private void tell(@Nullable Verification now) {
        setVisible(now != null);
        if (now == null) {
            return;
        }
        getChildren().setAll(head(now), cells(now), caption(now));
        Exception failure = viewModel.failureProperty().get();
        if (failure != null) {
            getChildren().add(ErrorNote.of(texts, failure));
        }
        List<LedgerFault> faults = now.report().faults();
        faults.stream().limit(SHOWN_FAULTS).forEach(fault -> getChildren().add(fault(fault)));
        if (faults.size() > SHOWN_FAULTS) {
            getChildren().add(label(text("more_faults", all(now.report()) - SHOWN_FAULTS), Styles.SMALL, Styles.MUTED));
        }
    }

    private Node head(Verification now) {
        boolean running = now.stage() == Stage.RUNNING;
        var head = new HBox(label(title(now), Styles.SMALL, "strong"));
        head.getStyleClass().add("verification-head");
        if (running) {
            head.getChildren()
                    .addAll(
                            label(text("percent", now.percent()), Styles.MONO, Styles.SMALL),
                            label(pace(now), Styles.SMALL, Styles.MUTED));
        }
        head.getChildren().add(Gaps.grow());
        if (running) {
            head.getChildren().add(button("stop", "stop", viewModel::stop));
        } else {
            head.getChildren()
                    .addAll(
                            button("save_report", "export", () -> save(now)),
                            button("close", "close", viewModel::forget));
        }
        return head;
    }

    private String title(Verification now) {
        return switch (now.stage()) {
            case RUNNING -> text("running");
            case STOPPED -> text("stopped", now.report().receipts());
            case COMPLETE ->
                now.report().genuine()
                        ? text("genuine", now.report().receipts(), now.report().edges())
                        : text("faulty", now.report().receipts(), all(now.report()));
        };
    }

    private String pace(Verification now) {
        return text("pace", Math.round(now.report().rate()), Durations.words(now.left()));
    }

    private static HBox cells(Verification now) {
        var strip = new HBox();
        strip.getStyleClass().add("verification-cells");
        for (int i = 0; i < Verification.CELLS; i++) {
            var cell = new Region();
            cell.getStyleClass().add("verification-cell");
            if (now.badCells().contains(i)) {
                cell.getStyleClass().add("bad");
            } else if (i < now.cells()) {
                cell.getStyleClass().add("good");
            }
            HBox.setHgrow(cell, Priority.ALWAYS);
            strip.getChildren().add(cell);
        }
        return strip;
    }

    private Node caption(Verification now) {
        long faults = all(now.report());
        var row = new HBox(
                label(text("oldest"), Styles.MICRO, Styles.MONO, Styles.MUTED),
                label(faults == 0 ? "" : text("failed", faults), Styles.MICRO, Styles.BAD),
                Gaps.grow(),
                label(text("read", now.report().receipts()), Styles.MICRO, Styles.MONO, Styles.MUTED),
                Gaps.grow(),
                label(text("newest"), Styles.MICRO, Styles.MONO, Styles.MUTED));
        row.setSpacing(8);
        return row;
    }

    private Node fault(LedgerFault fault) {
        Glyph mark = Glyphs.icon("close", 13);
        var detail = label(fault.detail(), Styles.SMALL, Styles.MUTED);
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setMaxWidth(Double.MAX_VALUE);
        var show = new Button(text("show"));
        show.getStyleClass().add(Styles.LINK);
        show.setOnAction(event -> select.accept(fault.receiptId()));
        var row = new HBox(
                mark,
                label(ShortId.of(fault.receiptId()), Styles.MONO, Styles.SMALL),
                detail,
                label(text("fault." + fault.kind().name().toLowerCase(Locale.ROOT)), Styles.SMALL, Styles.BAD),
                show);
        row.getStyleClass().addAll(Styles.NOTE, Styles.NOTE_DANGER, "fault-row");
        return row;
    }

    private void save(Verification now) {
        prompt.ask(this, reports.name()).ifPresent(file -> reports.write(file, now.report(), this::toldSaved));
    }

    private void toldSaved(String words) {
        getChildren().add(label(words, Styles.SMALL, Styles.MUTED));
    }

    private static long all(LedgerReport report) {
        return report.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    private Button button(String key, String icon, Runnable run) {
        var button = new Button(text(key), Glyphs.icon(icon, 11));
        button.getStyleClass().add(Styles.SMALL_BUTTON);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> run.run());
        return button;
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private String text(String key, Object... values) {
        return texts.text("ledger.verify." + key, values);
    }
}
