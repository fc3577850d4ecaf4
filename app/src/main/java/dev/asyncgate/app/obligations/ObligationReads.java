package dev.asyncgate.app.obligations;

import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.CountObligations;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.LedgerPage;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.ObligationCounts.Owner;
import dev.asyncgate.receipt.ObligationsByType;
import dev.asyncgate.receipt.ObligationsByType.Typed;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class ObligationReads implements Source<ObligationQuery, Line> {

    private static final int MOST_RECEIPTS = 1000;

    /** Each names at most ten parents, and no more than a thousand receipts are explained at once. */
    private static final int MOST_ENDS = 100;

    /** Between an owner and a place in what is owed to it; no id of a principal holds one. */
    private static final char OF = '\n';

    private final Inspector inspector;
    private final Clock clock;

    ObligationReads(Inspector inspector, Clock clock) {
        this.inspector = inspector;
        this.clock = clock;
    }

    @Override
    public Page<Line> page(ObligationQuery query, @Nullable String cursor) {
        if (query.discharged()) {
            return Page.gathered(cursor, (limit, since) -> discharged(query, limit, since));
        }
        Principal owner = query.owner();
        if (owner == null && query.by() == Grouping.PRINCIPAL) {
            return byOwner(cursor);
        }
        if (owner == null && query.by() == Grouping.TYPE) {
            return byType(cursor);
        }
        OpenObligations.Page page = owner == null
                ? inspector.openObligations(PAGE, cursor)
                : inspector.openObligations(owner, PAGE, cursor);
        List<UUID> ids = page.obligations().stream().map(Receipt::receiptId).toList();
        return new Page<>(Line.of(inspector.explainObligations(ids), clock.instant()), page.nextCursor());
    }

    /** From owner to owner, by name: the counts name them, but for the rest where there are very many. */
    private Page<Line> byOwner(@Nullable String cursor) {
        if (cursor != null && cursor.indexOf(OF) < 0) {
            return new Page<>(List.of(), null); // the id of the last row: whatever is new stands further up
        }
        String at = cursor == null ? "" : cursor.substring(0, cursor.indexOf(OF));
        String since = cursor == null ? "" : cursor.substring(cursor.indexOf(OF) + 1);
        ObligationCounts counts = inspector.obligationCounts();
        Iterator<Owner> owners = counts.owners().stream()
                .sorted(Comparator.comparing(ObligationReads::name))
                .dropWhile(owner -> name(owner).compareTo(at) < 0)
                .iterator();
        var owed = new LinkedHashMap<Owner, List<UUID>>();
        int left = PAGE;
        String next = null;
        while (next == null && owners.hasNext()) {
            Owner owner = owners.next();
            if (left == 0) {
                next = name(owner) + OF;
                continue;
            }
            boolean goesOn = name(owner).equals(at) && !since.isEmpty();
            OpenObligations.Page page = inspector.openObligations(owner.principal(), left, goesOn ? since : null);
            List<UUID> ids = page.obligations().stream().map(Receipt::receiptId).toList();
            owed.put(owner, ids);
            left -= ids.size();
            next = page.nextCursor() == null ? null : name(owner) + OF + page.nextCursor();
        }
        List<Line> lines = lines(owed);
        long named = counts.owners().stream().mapToLong(Owner::open).sum();
        if (next == null && counts.total() > named) {
            lines.add(new Line.Others(counts.total() - named));
        }
        return new Page<>(lines, next);
    }

    /** From type to type, by name. The last row of a page leads to the next. */
    private Page<Line> byType(@Nullable String cursor) {
        List<Typed> page = inspector.obligationsByType(PAGE, cursor == null ? null : UUID.fromString(cursor), List.of());
        Map<UUID, ExplainedObligation> explained =
                explained(page.stream().map(Typed::receiptId).toList());
        var lines = new ArrayList<Line>();
        String type = null;
        for (Typed each : page) {
            ExplainedObligation known = explained.get(each.receiptId());
            if (known == null) {
                continue;
            }
            if (!each.type().equals(type)) {
                lines.add(new Line.OfType(each.type(), each.open()));
                type = each.type();
            }
            lines.add(new Line.Owed(known));
        }
        String next = page.size() < PAGE ? null : page.getLast().receiptId().toString();
        long total = page.isEmpty() || next != null
                ? 0
                : inspector.obligationCounts().total();
        if (total > ObligationsByType.MOST) {
            lines.add(new Line.Others(total - ObligationsByType.MOST));
        }
        return new Page<>(lines, next);
    }

    private static String name(Owner owner) {
        return owner.principal().toString();
    }

    private List<Line> lines(Map<Owner, List<UUID>> owed) {
        Map<UUID, ExplainedObligation> explained =
                explained(owed.values().stream().flatMap(List::stream).toList());
        var lines = new ArrayList<Line>();
        owed.forEach((owner, ids) -> {
            List<ExplainedObligation> known =
                    ids.stream().map(explained::get).filter(Objects::nonNull).toList();
            if (!known.isEmpty()) {
                lines.add(new Line.OfOwner(owner.principal(), owner.open()));
                known.forEach(it -> lines.add(new Line.Owed(it)));
            }
        });
        return lines;
    }

    private Map<UUID, ExplainedObligation> explained(List<UUID> ids) {
        return inspector.explainObligations(ids).stream()
                .collect(Collectors.toMap(it -> it.obligation().receiptId(), it -> it));
    }

    /** What the newest terminators discharged; one without proof discharged nothing, and leaves a gap in its page. */
    private Page<Line> discharged(ObligationQuery query, int limit, @Nullable String since) {
        LedgerPage ends = inspector.terminators(since, Math.min(limit, MOST_ENDS));
        Set<UUID> parents = ends.entries().stream()
                .flatMap(end -> end.receipt().parents().stream())
                .collect(Collectors.toSet());
        var byEnd = new HashMap<UUID, ExplainedObligation>();
        for (ExplainedObligation it : inspector.explainObligations(parents)) {
            Principal owner = query.owner();
            boolean asked = owner == null || owner.isSameActorAs(it.obligation().to());
            if (asked && it.why() instanceof Why.Discharged(UUID end, var type, var at)) {
                byEnd.put(end, it);
            }
        }
        List<Line> lines = ends.entries().stream()
                .map(end -> byEnd.get(end.receipt().receiptId()))
                .filter(Objects::nonNull)
                .<Line>map(Line.Owed::new)
                .toList();
        return new Page<>(lines, ends.nextCursor());
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

    /** How many are discharged; above {@link CountObligations#MOST_DISCHARGED} there are more than these. */
    long discharged(ObligationCounts counts) {
        return inspector.dischargedObligations(counts.unproven());
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
