package dev.asyncgate.app.doctor;

import dev.asyncgate.doctor.LedgerFault;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.doctor.Rule.Names;
import dev.asyncgate.doctor.Rule.Over;
import dev.asyncgate.doctor.Rule.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The verification of the ledgers that were examined, as one more check: it is no statement, and takes the longest.
 *
 * @param receipts how many were checked
 * @param faults how many of them are at fault
 * @param offenders the first of those
 * @param asked whether it was begun
 */
record LedgerCheck(long receipts, long faults, List<Offender> offenders, Duration took, boolean asked) {

    private static final int MOST_OFFENDERS = 20;

    static final LedgerCheck NOT_YET = new LedgerCheck(0, 0, List.of(), Duration.ZERO, false);

    LedgerCheck {
        offenders = List.copyOf(offenders);
    }

    /** This and the verification of another tenant. */
    LedgerCheck and(UUID tenantId, LedgerReport report) {
        var named = new ArrayList<>(offenders);
        for (LedgerFault fault : report.faults()) {
            if (named.size() < MOST_OFFENDERS) {
                named.add(
                        new Offender(tenantId, Names.RECEIPT, fault.receiptId().toString(), fault.detail()));
            }
        }
        long more = report.counts().values().stream().mapToLong(Long::longValue).sum();
        return new LedgerCheck(receipts + report.receipts(), faults + more, named, took.plus(report.took()), true);
    }

    CheckLine line(String title, String advice) {
        var rule = new Rule(Over.TENANT, Severity.BROKEN, Names.RECEIPT, title, advice, "");
        return new CheckLine(
                rule, CheckLine.mark(Severity.BROKEN, asked, faults), receipts, faults, took, asked, offenders);
    }
}
