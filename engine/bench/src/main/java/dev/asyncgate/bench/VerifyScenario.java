package dev.asyncgate.bench;

import dev.asyncgate.doctor.LedgerFault;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** How fast a ledger is verified, by one thread. */
final class VerifyScenario implements Scenario {

    private static final Goal GOAL = Goal.atLeast(50_000);

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String description() {
        return "receipts verified in a second by one thread: hashes taken anew, parents looked up";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int receipts = stage.effort().growth();
        stage.database().renew();
        UUID tenant = UUID.randomUUID();
        stage.progress().accept(String.format(Locale.ROOT, "verify: making %,d receipts", receipts));
        stage.database().buildPast(tenant, receipts);
        try (Gate gate = stage.database().gate(1)) {
            Inspector inspector = gate.inspector(tenant);
            return List.of(stage.rounds()
                    .play(
                            name(),
                            String.format(Locale.ROOT, "%,d receipts", receipts),
                            Unit.RECEIPTS_PER_SECOND,
                            GOAL,
                            () -> rate(inspector),
                            List.of()));
        }
    }

    /** The past is one of receipts alone: that their tasks have no outcome is found, and nothing else may be. */
    private static double rate(Inspector inspector) {
        LedgerReport report = inspector.verifyLedger(_ -> true);
        if (!Set.of(LedgerFault.Kind.NOT_THE_OUTCOME)
                .containsAll(report.counts().keySet())) {
            throw new IllegalStateException("the ledger does not verify: " + report.counts());
        }
        return report.rate();
    }
}
