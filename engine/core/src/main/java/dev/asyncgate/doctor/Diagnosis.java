package dev.asyncgate.doctor;

import java.time.Duration;
import java.util.List;

/**
 * What the doctor has found.
 *
 * @param findings the broken rules, the worst first; those that hold are left out
 * @param examined every rule, whether it holds or not
 * @param tasks how many tasks were looked at
 * @param leases how many ended leases were looked at
 * @param complete whether everything was looked at; otherwise the time was over, and the newest were
 */
public record Diagnosis(
        List<Finding> findings,
        List<Examined> examined,
        long tenants,
        long tasks,
        long leases,
        Duration took,
        boolean complete) {

    public Diagnosis {
        findings = List.copyOf(findings);
        examined = List.copyOf(examined);
    }

    /** Whether nothing was found but notes. */
    public boolean healthy() {
        return findings.stream().allMatch(finding -> finding.rule().severity() == Rule.Severity.NOTE);
    }
}
