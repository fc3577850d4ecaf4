package dev.asyncgate.app.obligations;

import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the inspector shows of an obligation.
 *
 * @param inspected the obligation among the receipts of its task; null for what concerns no task
 * @param path see {@link ObligationPath}
 */
record ObligationDossier(
        ExplainedObligation explained, @Nullable InspectedReceipt inspected, List<Receipt> path) {

    ObligationDossier {
        path = List.copyOf(path);
    }
}
