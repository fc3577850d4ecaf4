package dev.asyncgate.app.gateway;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.receipt.Ledger.Order;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the gateway of this program and the engine; runs off the FX thread. */
final class GatewayReads implements Source<CallQuery, CallLine> {

    /** Receipts of calls are looked for among so many of the tenant's newest. */
    private static final int RECEIPTS = 1000;

    private final LocalGateway local;
    private final Operator operator;
    private final Inspector inspector;
    private volatile List<CallLine> last = List.of();

    GatewayReads(LocalGateway local, Operator operator, Inspector inspector) {
        this.local = local;
        this.operator = operator;
        this.inspector = inspector;
    }

    Reading look() {
        LocalGateway.Opened opened = local.opened();
        List<CallLine> calls =
                opened == null ? List.of() : lines(opened.gateway().recentCalls());
        last = calls;
        return new Reading(
                opened == null ? null : open(opened), operator.listKeys().reversed(), operator.limits(), calls);
    }

    private static Reading.Open open(LocalGateway.Opened opened) {
        return new Reading.Open(
                opened.gateway().address(),
                opened.since(),
                opened.gateway().entrance(),
                opened.gateway().callsHeard());
    }

    /** Those of this tenant, and those that were let in by nobody. */
    private List<CallLine> lines(List<HeardCall> calls) {
        List<HeardCall> ours = calls.stream()
                .filter(call -> call.tenantId() == null || call.tenantId().equals(inspector.tenantId()))
                .toList();
        Map<String, List<Receipt>> byTrace = ours.isEmpty() ? Map.of() : receipts();
        return ours.stream()
                .map(call -> CallLine.of(call, byTrace.getOrDefault(call.traceId(), List.of())))
                .toList();
    }

    private Map<String, List<Receipt>> receipts() {
        var byTrace = new HashMap<String, List<Receipt>>();
        for (LedgerEntry entry :
                inspector.tail(Order.NEWEST_FIRST, null, RECEIPTS).entries()) {
            String trace = entry.traceId();
            if (trace != null) {
                byTrace.computeIfAbsent(trace, it -> new ArrayList<>()).addFirst(entry.receipt());
            }
        }
        return byTrace;
    }

    @Override
    public Page<CallLine> page(CallQuery query, @Nullable String cursor) {
        return new Page<>(last.stream().filter(query::lets).toList(), null);
    }

    @Override
    public List<CallLine> again(List<UUID> ids) {
        return last.stream().filter(line -> ids.contains(line.id())).toList();
    }

    @Override
    public UUID id(CallLine line) {
        return line.id();
    }

    @Override
    public boolean narrows(CallQuery query) {
        return query != CallQuery.ALL;
    }
}
