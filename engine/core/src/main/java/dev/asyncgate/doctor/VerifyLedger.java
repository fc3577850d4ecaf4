package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Recomputes every receipt of a tenant from what is stored and names each that fails. It finds damage and edits; it cannot
 * find an owner of the database who rewrites rows and hashes alike.
 *
 * <p>Pages along the ledger in transactions of well under a second, up to where nothing was being written any more when it
 * began; what is held in memory does not grow with the ledger. The hashes are taken here and not by the database's own
 * {@code receipt_hash}: that costs about three times as much. Thread-safe.
 */
public final class VerifyLedger {

    /** How many faults a report names; the rest is counted. */
    public static final int MOST_FAULTS = 200;

    /** Told after each page. */
    @FunctionalInterface
    public interface Progress {

        /** Whether to go on. */
        boolean goOn(LedgerReport soFar);
    }

    private static final String HORIZON = "SELECT ledger_horizon() AS horizon";

    private final Database database;

    public VerifyLedger(Database database) {
        this.database = database;
    }

    /**
     * Verifies.
     *
     * @param progress is asked after each page whether to go on
     * @return what was found; {@link LedgerReport#complete} unless it was stopped
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public LedgerReport run(UUID tenantId, Progress progress) {
        var tally = new Tally();
        long horizon = database.statement(session -> session.query(HORIZON).one(row -> row.number("horizon")));
        var receipts = new ReceiptPages(database, tenantId, horizon);
        var edges = new EdgePages(database, tenantId);
        boolean complete =
                all(() -> receipts.next(tally), tally, progress) && all(() -> edges.next(tally), tally, progress);
        return tally.report(complete);
    }

    /** Whether all pages were checked, and nobody stopped before. */
    private static boolean all(BooleanSupplier nextPage, Tally tally, Progress progress) {
        boolean more = true;
        while (more) {
            more = nextPage.getAsBoolean();
            if (!progress.goOn(tally.report(false))) {
                return false;
            }
        }
        return true;
    }

    /** What has been found so far; used by one thread. */
    static final class Tally {

        private final long startNanos = System.nanoTime();
        private final Map<LedgerFault.Kind, Long> counts = new EnumMap<>(LedgerFault.Kind.class);
        private final List<LedgerFault> faults = new ArrayList<>();
        private long receipts;
        private long edges;

        void receipts(int more) {
            receipts += more;
        }

        void edges(int more) {
            edges += more;
        }

        void add(LedgerFault fault) {
            counts.merge(fault.kind(), 1L, Long::sum);
            if (faults.size() < MOST_FAULTS) {
                faults.add(fault);
            }
        }

        LedgerReport report(boolean complete) {
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new LedgerReport(receipts, edges, counts, faults, took, complete);
        }
    }
}
