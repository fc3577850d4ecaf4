package dev.asyncgate.app.doctor;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import java.util.Locale;

/** An examination as a text for whoever has to look into it. */
final class ReportText {

    private ReportText() {}

    /** What is not well first, with every row that was named; then what holds, and what was not asked. */
    static String of(Examination examination, Texts texts) {
        var words = new StringBuilder(texts.text(
                "doctor.report",
                Instants.date(examination.begun()),
                examination.lines().size(),
                examination.tasks(),
                examination.leases(),
                texts.text("doctor.stage." + examination.stage().name().toLowerCase(Locale.ROOT))));
        words.append('\n');
        for (CheckLine line : examination.notWell()) {
            words.append("%n%s %s: %d%n".formatted(line.mark(), line.rule().title(), line.broken()));
            line.offenders()
                    .forEach(it -> words.append("  %s  %s%s%n"
                            .formatted(
                                    it.subject(),
                                    it.found(),
                                    it.tenantId() == null ? "" : ", tenant " + it.tenantId())));
            words.append("  ").append(line.rule().advice()).append('\n');
        }
        words.append('\n');
        examination.lines().stream()
                .filter(CheckLine::isWell)
                .forEach(line -> words.append(
                        "%s %s%n".formatted(line.mark(), line.rule().title())));
        return words.toString();
    }
}
