package dev.asyncgate.gateway.door;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallCount;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.call.Presence;
import dev.asyncgate.settings.Settings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every request passes first, whichever protocol it speaks: room, host, origin, rate, key, tenant, in this order. Whom
 * it lets in stands in the request as a {@link Caller}. Thread-safe.
 */
public final class Door implements Filter {

    private static final String CALLER = Caller.class.getName();
    private static final String KEY = ApiKey.class.getName();
    private static final String TRACE = Trace.class.getName();
    private static final String ADDRESS = ClientAddress.class.getName();

    /** What answers without a key also answers when none can be verified, because the database is away. */
    private static final Set<String> PUBLIC = Set.of("/v1/health", "/openapi.json", "/docs");

    /** Who calls these looks how the gate does, most of all when it is busy. */
    private static final Set<String> LOOKING = Set.of("/v1/health", "/metrics", "/v1/metrics");

    private final Gate gate;
    private final Keys keys;
    private final Hosts hosts;
    private final Origins origins;
    private final ClientAddress addresses;
    private final RateLimits rates;
    private final Signatures signatures;
    private final Denials denials;
    private final Waits waits;
    private final Admission admission;
    private final Bodies bodies = new Bodies();

    /**
     * @param open whether a call without a key is taken as an admin's
     * @param port that the gateway listens on
     * @param listed the other origins whose pages may call, at any time
     */
    public Door(Gate gate, boolean open, int port, Waits waits, Supplier<List<URI>> listed) {
        Settings.Gateway settings = gate.settings().gateway();
        this.gate = gate;
        this.keys = new Keys(gate, open);
        this.hosts = new Hosts(settings.host(), port, open);
        this.origins = new Origins(listed, hosts.own());
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.rates = new RateLimits(gate);
        this.signatures = new Signatures(gate);
        this.denials = new Denials(gate);
        this.waits = waits;
        this.admission = new Admission(gate.settings().database().poolSize());
    }

    /** How many requests of pages of other origins were turned away. */
    public long pagesRefused() {
        return origins.refused();
    }

    /** The origin of the last of them, as its browser said it; empty for none. */
    public String lastRefusedOrigin() {
        return origins.lastRefused();
    }

    /** Whom the door let in with this request. */
    public static Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    /** The same; null for a request that was not let in. */
    public static @Nullable Caller callerOrNull(HttpServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    /** The valid key that this request came with, whether it was let in or not; null without one. */
    public static @Nullable ApiKey keyOrNull(HttpServletRequest request) {
        return (ApiKey) request.getAttribute(KEY);
    }

    /** Where this request comes from. */
    static String address(HttpServletRequest request) {
        return (String) request.getAttribute(ADDRESS);
    }

    /** The name of this request in the log. */
    public static String trace(HttpServletRequest request) {
        return (String) request.getAttribute(TRACE);
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        String trace = Trace.of(request);
        request.setAttribute(TRACE, trace);
        response.setHeader(Trace.HEADER, trace);
        MDC.put("trace_id", trace);
        try (Admission.Stay stay = enter(request, response);
                Bodies.Counted counted = bodies.count(request)) {
            admit(counted, response, chain, stay);
        } catch (RuntimeException e) {
            denials.keep(request, e);
            Problems.write(response, e, trace);
        } finally {
            MDC.remove("trace_id");
        }
    }

    private Admission.Stay enter(HttpServletRequest request, HttpServletResponse response) {
        origins.mark(request, response);
        return admission.enter(LOOKING.contains(request.getRequestURI()));
    }

    private HttpServletRequest signed(HttpServletRequest request, @Nullable ApiKey key) throws IOException {
        String signingKey = key == null ? null : key.grant().signingKey();
        return key == null || signingKey == null ? request : signatures.require(request, key, signingKey);
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Admission.Stay stay)
            throws IOException, ServletException {
        InetAddress address = addresses.of(request);
        request.setAttribute(ADDRESS, address.getHostAddress());
        Keys.Offer offer = keys.offered(request);
        request.setAttribute(KEY, offer.verified());
        @Nullable CallCount count = rates.count(offer.verified(), address);
        if (count != null) {
            RateLimits.mark(response, count);
        }
        hosts.require(request);
        origins.require(request);
        RateLimits.require(count);
        if (request.getMethod().equals("OPTIONS")) {
            origins.preflight(response);
            return;
        }
        if (offer.outage() == null || !PUBLIC.contains(request.getRequestURI())) {
            offer.require();
        }
        let(request, response, chain, offer.key(), stay);
    }

    private void let(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            @Nullable ApiKey key,
            Admission.Stay stay)
            throws IOException, ServletException {
        try (Waits.Client client = waits.client(request, stay)) {
            name(request, Keys.tenant(key), key, client);
            name(request, Keys.tenant(request, key), key, client);
            chain.doFilter(signed(request, key), response);
        }
    }

    private void name(HttpServletRequest request, UUID tenantId, @Nullable ApiKey key, Presence client) {
        request.setAttribute(CALLER, new Caller(gate, tenantId, key, address(request), trace(request), client));
    }
}
