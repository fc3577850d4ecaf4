package dev.asyncgate.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.gateway.HeardCall.Rate;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.door.Door;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last requests of this gateway, whoever was let in or not, in memory alone and no more than
 * {@value Gateway#MOST_RECENT_CALLS}. Of bodies the beginning is kept, headers are not, and of a key that was made no more
 * than its prefix. Thread-safe.
 */
final class RecentCalls implements Filter {

    private final InstantSource clock;
    private final Deque<HeardCall> newestFirst = new ArrayDeque<>();
    private long heard;

    RecentCalls(InstantSource clock) {
        this.clock = clock;
    }

    /** The last ones, the newest first. */
    synchronized List<HeardCall> newestFirst() {
        return List.copyOf(newestFirst);
    }

    /** How many there have been since the gateway was opened. */
    synchronized long heard() {
        return heard;
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = new OverheardRequest((HttpServletRequest) rawRequest);
        var response = new OverheardResponse((HttpServletResponse) rawResponse);
        Instant at = clock.instant();
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            remember(heard(request, response, at, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    private synchronized void remember(HeardCall call) {
        heard++;
        newestFirst.addFirst(call);
        if (newestFirst.size() > Gateway.MOST_RECENT_CALLS) {
            newestFirst.removeLast();
        }
    }

    private static HeardCall heard(OverheardRequest request, OverheardResponse response, Instant at, Duration took) {
        Caller caller = Door.callerOrNull(request);
        ApiKey key = Door.keyOrNull(request);
        String query = request.getQueryString();
        return new HeardCall(
                at,
                request.getMethod(),
                request.getRequestURI() + (query == null ? "" : "?" + query),
                caller != null ? caller.tenantId() : key == null ? null : key.tenantId(),
                key == null ? null : key.keyId(),
                key == null ? "" : name(key),
                request.getRemoteAddr(),
                response.getStatus(),
                took,
                Objects.requireNonNullElse(Door.trace(request), ""),
                rate(response),
                Objects.requireNonNullElse(request.getContentType(), ""),
                request.overheard(),
                response.overheard());
    }

    private static String name(ApiKey key) {
        return Objects.requireNonNullElse(key.grant().name(), key.prefix());
    }

    private static @Nullable Rate rate(HttpServletResponse response) {
        String limit = response.getHeader("X-RateLimit-Limit");
        return limit == null
                ? null
                : new Rate(
                        Integer.parseInt(limit),
                        Integer.parseInt(response.getHeader("X-RateLimit-Remaining")),
                        Duration.ofSeconds(Long.parseLong(response.getHeader("X-RateLimit-Reset"))));
    }
}
