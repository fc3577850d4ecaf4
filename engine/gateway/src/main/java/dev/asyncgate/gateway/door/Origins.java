package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which web pages may call: those of the listed origins and the gate's own. A page of any other is turned away. */
final class Origins {

    private static final String METHODS = "GET, POST, PUT, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS = "Authorization, X-API-Key, Content-Type, X-Tenant-ID, X-Trace-ID,"
            + " X-Request-ID, traceparent, Mcp-Session-Id, MCP-Protocol-Version";
    private static final String RESPONSE_HEADERS =
            "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Trace-ID, Deprecation";

    private static final int SHOWN_CHARACTERS = 200;

    private final Supplier<List<URI>> listed;
    private final Set<String> own;
    private final LongAdder refused = new LongAdder();
    private volatile String lastRefused = "";

    /**
     * Which may call.
     *
     * @param listed in lower case, at any time
     * @param ownHosts the hosts, with ports, under which this gate is called
     */
    Origins(Supplier<List<URI>> listed, Stream<String> ownHosts) {
        this.listed = listed;
        this.own = ownHosts.map(host -> "http://" + host).collect(Collectors.toUnmodifiableSet());
    }

    /** How many requests were turned away. */
    long refused() {
        return refused.sum();
    }

    /** The origin of the last of them; empty for none. */
    String lastRefused() {
        return lastRefused;
    }

    /** Tells the browser of a listed origin what it may do; on errors too, or its page could not read them. */
    void mark(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && isListed(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }

    void require(HttpServletRequest request) {
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!isListed(origin) && !own.contains(origin.toLowerCase(Locale.ROOT))) {
                lastRefused = origin.length() <= SHOWN_CHARACTERS ? origin : origin.substring(0, SHOWN_CHARACTERS);
                refused.increment();
                throw new Refusal(
                        403,
                        ErrorCode.UNAUTHORIZED,
                        "Pages of this origin may not call this gate; those that may are listed by whoever runs it"
                                + " (ASYNCGATE_CORS_ALLOWED_ORIGINS).");
            }
        }
    }

    private boolean isListed(String origin) {
        return listed.get().stream().anyMatch(it -> it.toString().equalsIgnoreCase(origin));
    }

    /** Answers what a browser asks before a call. */
    void preflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_OK);
    }
}
