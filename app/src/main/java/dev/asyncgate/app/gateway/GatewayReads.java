package dev.asyncgate.app.gateway;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.gateway.Protocol;
import dev.asyncgate.receipt.Ledger.Order;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the gateway of this program and the engine; runs off the FX thread. */
final class GatewayReads implements Source<CallQuery, CallLine> {

    /** Receipts of calls are looked for among so many of the tenant's newest. */
    private static final int RECEIPTS = 1000;

    /** How far back is looked for how often it is called. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    private final LocalGateway local;
    private final Operator operator;
    private final Inspector inspector;
    private final InstantSource clock;
    private volatile List<CallLine> last = List.of();

    GatewayReads(LocalGateway local, Operator operator, Inspector inspector, InstantSource clock) {
        this.local = local;
        this.operator = operator;
        this.inspector = inspector;
        this.clock = clock;
    }

    Reading look() {
        LocalGateway.Opened opened = local.opened();
        List<HeardCall> heard = opened == null ? List.of() : opened.gateway().recentCalls();
        List<CallLine> calls = lines(heard);
        last = calls;
        return new Reading(
                opened == null ? null : open(opened, heard),
                new Reading.Pages(
                        local.reach().origins(), local.reachOfSettings().origins()),
                operator.listKeys().reversed(),
                operator.limits(),
                calls);
    }

    private Reading.Open open(LocalGateway.Opened opened, List<HeardCall> heard) {
        Gateway gateway = opened.gateway();
        Set<Protocol> answered = local.reach().protocols();
        var perSecond = new EnumMap<Protocol, Double>(Protocol.class);
        answered.forEach(protocol -> perSecond.put(protocol, perSecond(heard, protocol)));
        return new Reading.Open(
                gateway.address(),
                opened.since(),
                gateway.entrance(),
                gateway.callsHeard(),
                perSecond,
                gateway.pagesRefused(),
                gateway.lastRefusedOrigin());
    }

    /** As far as calls are remembered. */
    private double perSecond(List<HeardCall> newestFirst, Protocol protocol) {
        Instant now = clock.instant();
        Instant from = now.minus(LATELY);
        boolean isCut = newestFirst.size() == Gateway.MOST_RECENT_CALLS
                && newestFirst.getLast().at().isAfter(from);
        Duration over = isCut ? Duration.between(newestFirst.getLast().at(), now) : LATELY;
        long calls = newestFirst.stream()
                .filter(call ->
                        CallLine.protocol(call) == protocol && !call.at().isBefore(from))
                .count();
        return calls * 1000.0 / Math.max(1, over.toMillis());
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
