package dev.asyncgate.app.obligations;

import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class ObligationReads implements Source<ObligationQuery, Line> {

    private static final int MOST_RECEIPTS = 1000;

    private final Inspector inspector;
    private final Clock clock;

    ObligationReads(Inspector inspector, Clock clock) {
        this.inspector = inspector;
        this.clock = clock;
    }

    @Override
    public Page<Line> page(ObligationQuery query, @Nullable String cursor) {
        Principal owner = query.owner();
        OpenObligations.Page page = owner == null
                ? inspector.openObligations(PAGE, cursor)
                : inspector.openObligations(owner, PAGE, cursor);
        List<UUID> ids = page.obligations().stream().map(Receipt::receiptId).toList();
        return new Page<>(Line.of(inspector.explainObligations(ids), clock.instant()), page.nextCursor());
    }

    @Override
    public List<Line> again(List<UUID> ids) {
        return inspector.explainObligations(ids).stream()
                .<Line>map(Line.Owed::new)
                .toList();
    }

    @Override
    public UUID id(Line line) {
        return line.id();
    }

    @Override
    public boolean narrows(ObligationQuery query) {
        return query.owner() != null;
    }

    @Override
    public boolean newestFirst() {
        return false;
    }

    @Override
    public boolean selectable(Line line) {
        return line instanceof Line.Owed;
    }

    ObligationCounts counts() {
        return inspector.obligationCounts();
    }

    /** All about one obligation, open or not; null when the tenant has no such obligation any more. */
    @Nullable ObligationDossier dossier(UUID receiptId) {
        List<ExplainedObligation> found = inspector.explainObligations(List.of(receiptId));
        if (found.isEmpty()) {
            return null;
        }
        ExplainedObligation explained = found.getFirst();
        UUID task = explained.obligation().taskId();
        if (explained.obligation().type() != ReceiptType.TASK_ASSIGNED || task == null) {
            return new ObligationDossier(explained, null, List.of(explained.obligation()));
        }
        var index = new ReceiptIndex(inspector.lineage(task, GetLineage.Scope.TASK, MOST_RECEIPTS));
        return new ObligationDossier(
                explained, InspectedReceipt.of(index, explained.obligation()), ObligationPath.of(index, explained));
    }
}
