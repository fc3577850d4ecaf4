package dev.asyncgate.gateway.metrics;

import dev.asyncgate.access.ApiKey;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts every request of HTTP by the status of its answer, and logs it: who called what, and what came of it. Neither
 * what the request said nor its path as it was sent is logged, for both may name people. Thread-safe.
 */
public final class Requests implements Filter {

    /** The attribute of a request that says which path of the contract it was found to have. */
    public static final String ROUTE = Requests.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Counted counted;

    Requests(Counted counted) {
        this.counted = counted;
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        long start = System.nanoTime();
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
            counted.request(status);
            log(request, status, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void log(HttpServletRequest request, int status, Duration took) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("trace_id", Door.trace(request))
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getAttribute(ROUTE))
                .addKeyValue("status", status)
                .addKeyValue("ms", took.toMillis());
        Caller caller = Door.caller(request);
        if (caller != null) {
            line = line.addKeyValue("tenant_id", caller.tenantId());
            ApiKey key = caller.key();
            line = key == null ? line : line.addKeyValue("key_id", key.keyId());
        }
        line.log("request");
    }
}
