package dev.asyncgate.gateway.door;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Under which name the log and the receipts keep a request: the caller's own if it sent one, else a new one. */
final class Trace {

    static final String HEADER = "X-Trace-ID";

    private static final Pattern OWN = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    /** W3C Trace Context, version 00: version, trace id, parent id, flags. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    static String of(HttpServletRequest request) {
        String own = request.getHeader(HEADER);
        if (own != null && OWN.matcher(own).matches()) {
            return own;
        }
        SpanContext traced = Span.current().getSpanContext();
        if (traced.isValid()) {
            return traced.getTraceId();
        }
        String parent = ofTraceparent(request.getHeader("traceparent"));
        return parent == null ? make() : parent;
    }

    private static @Nullable String ofTraceparent(@Nullable String header) {
        Matcher matcher = TRACEPARENT.matcher(header == null ? "" : header);
        return matcher.matches() ? matcher.group(1) : null;
    }

    static String make() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
