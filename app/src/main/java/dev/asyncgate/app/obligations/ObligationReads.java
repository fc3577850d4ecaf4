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
import dev.asyncgate.receipt.ObligationCounts.Age;
import dev.asyncgate.receipt.ObligationCounts.Owner;
import dev.asyncgate.receipt.ObligationCounts.Reason;
import dev.asyncgate.receipt.ObligationsByReason;
import dev.asyncgate.receipt.ObligationsByType;
import dev.asyncgate.receipt.ObligationsByType.Typed;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** A page leads on through so many parts at most: what is folded is left out, and of a reason there may be few. */
    private static final int MOST_READ = 10;

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
        boolean everything = query.owner() == null && query.asked() == null;
        if (everything && query.by() == Grouping.PRINCIPAL) {
            return byOwner(query, cursor);
        }
        if (everything && query.by() == Grouping.TYPE) {
            return byType(query, cursor);
        }
        return byAge(query, cursor);
    }

    /** The oldest first. What is below a folded heading is not read, however much it is. */
    private Page<Line> byAge(ObligationQuery query, @Nullable String cursor) {
        Instant now = clock.instant();
        List<Line> lines = new ArrayList<>();
        Line.@Nullable Heading heading = null;
        String next = cursor;
        for (int i = 0; i < MOST_READ && lines.size() < PAGE && (i == 0 || next != null); i++) {
            Page<ExplainedObligation> page = oldest(query, next);
            for (Line line : Line.of(page.rows(), now)) {
                if (line instanceof Line.Heading begins && !begins.equals(heading)) {
                    heading = begins;
                    lines.add(begins);
                } else if (line instanceof Line.Owed && heading != null && !query.folds(heading)) {
                    lines.add(line);
                }
            }
            next = page.nextCursor();
            if (next != null && heading != null && query.folds(heading)) {
                next = younger(heading.age(), now);
            }
        }
        return new Page<>(lines, next);
    }

    /** Behind all of an age; null when nothing is younger. */
    private static @Nullable String younger(Age age, Instant now) {
        Instant youngest = now.minus(age.from()).truncatedTo(ChronoUnit.MICROS);
        return age == Age.FRESH ? null : OpenObligations.from(youngest.plus(1, ChronoUnit.MICROS));
    }

    private Page<ExplainedObligation> oldest(ObligationQuery query, @Nullable String cursor) {
        Principal owner = query.owner();
        Reason reason = query.asked();
        if (reason != null) {
            ObligationsByReason.Page page = inspector.obligationsByReason(reason, owner, PAGE, cursor);
            return new Page<>(inspector.explainObligations(page.receiptIds()), page.nextCursor());
        }
        OpenObligations.Page page = owner == null
                ? inspector.openObligations(PAGE, cursor)
                : inspector.openObligations(owner, PAGE, cursor);
        return new Page<>(inspector.explainObligations(ids(page)), page.nextCursor());
    }

    private static List<UUID> ids(OpenObligations.Page page) {
        return page.obligations().stream().map(Receipt::receiptId).toList();
    }

    /** From owner to owner, by name: the counts name them, but for the rest where there are very many. */
    private Page<Line> byOwner(ObligationQuery query, @Nullable String place) {
        String cursor = place == null || place.indexOf(OF) >= 0 ? place : behind(UUID.fromString(place));
        if (place != null && cursor == null) {
            return new Page<>(List.of(), null);
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
            if (query.folds(heading(owner))) {
                owed.put(owner, List.of());
                continue;
            }
            boolean goesOn = name(owner).equals(at) && !since.isEmpty();
            OpenObligations.Page page = inspector.openObligations(owner.principal(), left, goesOn ? since : null);
            owed.put(owner, ids(page));
            left -= page.obligations().size();
            next = page.nextCursor() == null ? null : name(owner) + OF + page.nextCursor();
        }
        List<Line> lines = lines(query, owed);
        long named = counts.owners().stream().mapToLong(Owner::open).sum();
        if (next == null && counts.total() > named) {
            lines.add(new Line.Others(counts.total() - named));
        }
        return new Page<>(lines, next);
    }

    /** The place behind a row, in the list from owner to owner; null when it has gone. */
    private @Nullable String behind(UUID receiptId) {
        return inspector.explainObligations(List.of(receiptId)).stream()
                .map(it -> it.obligation().to())
                .map(to -> new Principal(to.kind(), to.id(), null).toString() + OF + receiptId)
                .findFirst()
                .orElse(null);
    }

    /** From type to type, by name. The last row of a page leads to the next; of a folded type only the oldest is told. */
    private Page<Line> byType(ObligationQuery query, @Nullable String cursor) {
        List<Typed> page = inspector.obligationsByType(
                PAGE, cursor == null ? null : UUID.fromString(cursor), Line.OfType.among(query.folded()));
        Map<UUID, ExplainedObligation> explained =
                explained(page.stream().map(Typed::receiptId).toList());
        var lines = new ArrayList<Line>();
        String type = null;
        for (Typed each : page) {
            ExplainedObligation known = explained.get(each.receiptId());
            if (known == null) {
                continue;
            }
            var heading = new Line.OfType(each.type(), each.open());
            if (!each.type().equals(type)) {
                lines.add(heading);
                type = each.type();
            }
            if (!query.folds(heading)) {
                lines.add(new Line.Owed(known));
            }
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

    private static Line.OfOwner heading(Owner owner) {
        return new Line.OfOwner(owner.principal(), owner.open());
    }

    private List<Line> lines(ObligationQuery query, Map<Owner, List<UUID>> owed) {
        Map<UUID, ExplainedObligation> explained =
                explained(owed.values().stream().flatMap(List::stream).toList());
        var lines = new ArrayList<Line>();
        owed.forEach((owner, ids) -> {
            List<ExplainedObligation> known =
                    ids.stream().map(explained::get).filter(Objects::nonNull).toList();
            if (!known.isEmpty() || query.folds(heading(owner))) {
                lines.add(heading(owner));
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
        return query.owner() != null || query.asked() != null;
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
