package dev.asyncgate.app.ledger;

import dev.asyncgate.doctor.LedgerReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a verification is and what it has found. Immutable.
 *
 * @param expected about how many receipts there are
 * @param badCells the cells of the strip in which something failed
 */
record Verification(Stage stage, LedgerReport report, long expected, Set<Integer> badCells) {

    /** How many cells stand for the whole ledger. */
    static final int CELLS = 120;

    enum Stage {
        RUNNING,
        STOPPED,
        COMPLETE
    }

    Verification {
        badCells = Set.copyOf(badCells);
    }

    static Verification begun(long expected) {
        var nothing = new LedgerReport(0, 0, Map.of(), List.of(), Duration.ZERO, false);
        return new Verification(Stage.RUNNING, nothing, expected, Set.of());
    }

    /** What is known now; whatever failed since the last time lies in the cell that was being read. */
    Verification with(LedgerReport now, Stage next) {
        Set<Integer> bad = new TreeSet<>(badCells);
        if (now.faults().size() > report.faults().size()) {
            bad.add(Math.min(CELLS - 1, cellsOf(now.receipts())));
        }
        return new Verification(next, now, Math.max(expected, now.receipts()), bad);
    }

    /** How many cells have been read. */
    int cells() {
        return stage == Stage.COMPLETE ? CELLS : cellsOf(report.receipts());
    }

    private int cellsOf(long receipts) {
        long whole = Math.max(Math.max(expected, receipts), 1);
        return (int) (receipts * CELLS / whole);
    }

    /** From 0 to 100. */
    int percent() {
        return stage == Stage.COMPLETE ? 100 : Math.min(99, (int) (report.receipts() * 100 / Math.max(expected, 1)));
    }

    /** How long it still takes at this pace; zero while that is not known. */
    Duration left() {
        double rate = report.rate();
        return rate <= 0 ? Duration.ZERO : Duration.ofSeconds(Math.round((expected - report.receipts()) / rate));
    }
}
