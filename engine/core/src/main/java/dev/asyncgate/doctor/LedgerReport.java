package dev.asyncgate.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the verification of a ledger has found so far.
 *
 * @param receipts how many were checked
 * @param edges how many edges between tasks were checked
 * @param counts how many faults there are of each kind; kinds without any are left out
 * @param faults the first {@value VerifyLedger#MOST_FAULTS} of them
 * @param complete whether the whole ledger was checked, up to where nothing was being written when it began
 */
public record LedgerReport(
        long receipts,
        long edges,
        Map<LedgerFault.Kind, Long> counts,
        List<LedgerFault> faults,
        Duration took,
        boolean complete) {

    public LedgerReport {
        counts = Map.copyOf(counts);
        faults = List.copyOf(faults);
    }

    /** Whether nothing was found; of a part of the ledger unless it is {@link #complete}. */
    public boolean genuine() {
        return counts.isEmpty();
    }

    /** Receipts checked in a second. */
    public double rate() {
        return took.isZero() ? 0 : receipts * 1e9 / took.toNanos();
    }
}
