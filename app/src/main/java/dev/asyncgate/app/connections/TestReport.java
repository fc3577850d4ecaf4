package dev.asyncgate.app.connections;

import dev.asyncgate.database.ConnectionCheck.Finding;
import dev.asyncgate.database.ConnectionCheck.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a test of a profile found. */
record TestReport(Profile profile, Instant at, List<Finding> findings) {

    TestReport {
        findings = List.copyOf(findings);
    }

    /** The worst of what was found. */
    Verdict verdict() {
        return findings.stream().map(Finding::verdict).max(Verdict::compareTo).orElse(Verdict.BAD);
    }

    long remarks() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.REMARK)
                .count();
    }

    Duration took() {
        return findings.stream().map(Finding::took).reduce(Duration.ZERO, Duration::plus);
    }
}
