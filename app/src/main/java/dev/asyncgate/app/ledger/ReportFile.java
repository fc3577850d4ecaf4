package dev.asyncgate.app.ledger;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.doctor.LedgerFault;
import dev.asyncgate.doctor.LedgerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** A report of a verification, as a text file for whoever has to look into it. For the FX thread only. */
final class ReportFile {

    private final Scope scope;
    private final Texts texts;
    private final Clock clock;

    ReportFile(Scope scope, Texts texts, Clock clock) {
        this.scope = scope;
        this.texts = texts;
        this.clock = clock;
    }

    String name() {
        return "ledger-verification-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".txt";
    }

    /** Writes it off the FX thread, and says what became of it. */
    void write(Path file, LedgerReport report, Consumer<String> said) {
        String words = words(report);
        scope.load(
                () -> save(file, words),
                saved -> said.accept(texts.text("ledger.verify.saved", saved)),
                failure ->
                        said.accept(texts.text("ledger.verify.not_saved", file, String.valueOf(failure.getMessage()))));
    }

    private static Path save(Path file, String words) throws IOException {
        return Files.writeString(file, words);
    }

    /** Figures first, then a line for each fault. */
    String words(LedgerReport report) {
        var words = new StringBuilder(texts.text(
                "ledger.verify.report",
                clock.instant(),
                report.receipts(),
                report.edges(),
                texts.text(report.complete() ? "ledger.verify.whole" : "ledger.verify.part")));
        words.append('\n');
        report.counts()
                .forEach((kind, count) ->
                        words.append(kind).append(' ').append(count).append('\n'));
        for (LedgerFault fault : report.faults()) {
            words.append("%s %s %s%n".formatted(fault.receiptId(), fault.kind(), fault.detail()));
        }
        return words.toString();
    }
}
