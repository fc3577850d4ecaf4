package dev.asyncgate.app.doctor;

import dev.asyncgate.app.theme.CheckMark;
import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Examined;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.doctor.Rule.Severity;
import java.time.Duration;
import java.util.List;

/**
 * A line of the list: a rule, and whether it holds.
 *
 * @param looked at how many cases; 0 where that is no number that says anything
 * @param offenders the first of those that break it
 */
record CheckLine(
        Rule rule, CheckMark mark, long looked, long broken, Duration took, boolean asked, List<Offender> offenders) {

    CheckLine {
        offenders = List.copyOf(offenders);
    }

    static CheckLine of(Examined examined, Diagnosis diagnosis) {
        Rule rule = examined.rule();
        List<Offender> offenders = diagnosis.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .flatMap(finding -> finding.cases().stream()
                        .map(row -> new Offender(finding.tenantId(), rule.names(), row.subject(), row.found())))
                .toList();
        return new CheckLine(
                rule,
                mark(rule.severity(), examined.asked(), examined.broken()),
                examined.looked(),
                examined.broken(),
                examined.took(),
                examined.asked(),
                offenders);
    }

    static CheckMark mark(Severity severity, boolean asked, long broken) {
        if (broken > 0) {
            return severity == Severity.BROKEN ? CheckMark.BROKEN : CheckMark.ATTENTION;
        }
        return asked ? CheckMark.HOLDS : CheckMark.NOT_YET;
    }

    boolean isWell() {
        return broken == 0;
    }

    /** The title tells lines apart, in one examination as in the next. */
    String id() {
        return rule.title();
    }
}
