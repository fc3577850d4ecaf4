package dev.asyncgate.gateway.tracing;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.metrics.Requests;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span for each request, in the trace of whoever sent it (W3C Trace Context). It tells method, route and status; the path
 * and the query as they were sent may name people, and stay out. Thread-safe.
 */
public final class RequestSpans implements Filter {

    /** Others are one, or callers could make up names without end. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private static final Headers HEADERS = new Headers();

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public RequestSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(Gate.INSTRUMENTATION);
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public void doFilter(ServletRequest rawRequest, ServletResponse rawResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) rawRequest;
        HttpServletResponse response = (HttpServletResponse) rawResponse;
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        Span span = tracer.spanBuilder(method)
                .setParent(propagator.extract(Context.root(), request, HEADERS))
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .startSpan();
        boolean answered = false;
        try (Scope _ = span.makeCurrent()) {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            end(span, method, request, answered ? response.getStatus() : 500);
        }
    }

    private static void end(Span span, String method, HttpServletRequest request, int status) {
        if (request.getAttribute(Requests.ROUTE) instanceof String route) {
            span.updateName(method + " " + route).setAttribute("http.route", route);
        }
        span.setAttribute("http.response.status_code", status);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private static final class Headers implements TextMapGetter<HttpServletRequest> {

        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    }
}
