package dev.asyncgate.app.receipt;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** The check lines that say whether, how and by what an obligation was discharged. */
final class ProofSection {

    private final Texts texts;
    private final Pieces pieces;
    private final Consumer<@Nullable UUID> select;
    private final Clock clock;

    ProofSection(Texts texts, Pieces pieces, Consumer<@Nullable UUID> select, Clock clock) {
        this.texts = texts;
        this.pieces = pieces;
        this.select = select;
        this.clock = clock;
    }

    /** Empty for a receipt that has nothing to do with discharging. */
    Optional<Node> of(Proof proof) {
        var lines = new VBox();
        switch (proof) {
            case Proof.NotConcerned() -> {
                return Optional.empty();
            }
            case Proof.Discharges it -> discharges(lines, it);
            case Proof.CannotDischarge it -> cannotDischarge(lines, it);
            case Proof.Discharged it -> discharged(lines, it);
            case Proof.Open it -> open(lines, it);
        }
        return Optional.of(pieces.section("receipts.proof", new Label(), lines));
    }

    private void discharges(VBox lines, Proof.Discharges it) {
        lines.getChildren()
                .addAll(
                        good(
                                "receipts.proof.type",
                                texts.text(
                                        "receipts.proof.type_note",
                                        lastWord(it.terminator()),
                                        lastWord(it.obligation()))),
                        good(
                                "receipts.proof.edge",
                                texts.text(
                                        "receipts.proof.edge_note",
                                        ShortId.of(it.obligation().receiptId()),
                                        it.parentNumber())));
        Proof.Work work = it.work();
        if (work != null) {
            work(lines, work);
        }
        lines.getChildren().add(wasOpen(it.obligation(), it.terminator()));
    }

    private void cannotDischarge(VBox lines, Proof.CannotDischarge it) {
        int parents = it.terminator().parents().size();
        lines.getChildren().add(amber("receipts.proof.no_edge", texts.text("receipts.proof.no_edge_note", parents)));
        work(lines, it.work());
        lines.getChildren().add(sentence(texts.text("receipts.proof.stays_open")));
    }

    private void discharged(VBox lines, Proof.Discharged it) {
        lines.getChildren()
                .addAll(
                        good(
                                "receipts.proof.discharged",
                                Instants.second(it.terminator().createdAt())),
                        pieces.receiptLine(it.terminator(), "", select),
                        wasOpen(it.obligation(), it.terminator()));
    }

    private void open(VBox lines, Proof.Open it) {
        Duration age = Duration.between(it.obligation().createdAt(), clock.instant());
        String note = texts.text(
                "receipts.proof.open_note",
                Durations.words(age),
                Instants.second(it.obligation().createdAt()));
        lines.getChildren().add(check("warn", "icon-warn", "receipts.proof.open", note));
        Receipt without = it.without();
        if (without != null) {
            lines.getChildren()
                    .addAll(
                            amber("receipts.proof.without", ""),
                            pieces.receiptLine(without, Instants.second(without.createdAt()), select),
                            sentence(texts.text("receipts.proof.stays_open")));
        }
    }

    private void work(VBox lines, Proof.Work work) {
        if (!work.isLocated()) {
            lines.getChildren().add(amber("receipts.proof.not_located", texts.text("receipts.proof.nothing")));
            return;
        }
        String by = work.artifacts() > 0
                ? texts.text("receipts.proof.artifacts", work.artifacts())
                : texts.text("receipts.proof.delivery");
        lines.getChildren().add(good("receipts.proof.located", by));
        if (!work.shown().isEmpty()) {
            TextFlow artifacts = pieces.json(work.shown());
            artifacts.getStyleClass().addAll(Styles.CODE, "artifacts");
            VBox.setMargin(artifacts, new Insets(6, 0, 0, 0));
            lines.getChildren().add(artifacts);
        }
    }

    private Node wasOpen(Receipt obligation, Receipt terminator) {
        Duration open = Duration.between(obligation.createdAt(), terminator.createdAt());
        return sentence(texts.text(
                "receipts.proof.was_open",
                Durations.words(open),
                Instants.second(obligation.createdAt()),
                Instants.second(terminator.createdAt())));
    }

    private Node sentence(String words) {
        Label label = pieces.label(words, Styles.SMALL, Styles.MUTED);
        label.setWrapText(true);
        VBox.setMargin(label, new Insets(8, 0, 0, 0));
        return label;
    }

    private Node good(String textKey, String note) {
        return check("check", "icon-good", textKey, note);
    }

    private Node amber(String textKey, String note) {
        return check("close", "icon-warn", textKey, note);
    }

    private Node check(String icon, String style, String textKey, String note) {
        Glyph mark = Glyphs.icon(icon, 13);
        mark.getStyleClass().add(style);
        return pieces.line(
                "check-line",
                mark,
                pieces.label(texts.text(textKey), Styles.SMALL),
                Gaps.grow(),
                pieces.label(note, Styles.SMALL, Styles.MUTED));
    }

    /** {@code completed} of {@code task.completed}. */
    private static String lastWord(Receipt receipt) {
        String type = receipt.type().wireName();
        return type.substring(type.indexOf('.') + 1);
    }
}
