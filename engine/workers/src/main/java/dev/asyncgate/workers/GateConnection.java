package dev.asyncgate.workers;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * JSON calls on a gateway. What it refuses comes as the GateException that the engine threw there; what says that it is
 * away (no connection, no answer in time, 429, 502, 503, 504) comes as DATABASE_UNAVAILABLE. While a Retry-After lasts,
 * calls fail at once and are not sent. Thread-safe.
 */
final class GateConnection {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** Shorter than gateways keep a connection on which nothing comes. */
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** A connection that has rested longer is tested before it is used. */
    private static final Duration UNTESTED = Duration.ofSeconds(1);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private static final ContentType JSON = ContentType.create("application/json");
    private static final Executor ELSEWHERE = Executors.newVirtualThreadPerTaskExecutor();

    private final URI gate;
    private final @Nullable String key;
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(Integer.MAX_VALUE)
                    .setMaxConnPerRoute(Integer.MAX_VALUE)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(Timeout.of(ANSWER))
                            .setIdleTimeout(Timeout.of(IDLE))
                            .setValidateAfterInactivity(TimeValue.of(UNTESTED))
                            .build())
                    .build())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .setUserAgent("AsyncGate-worker")
            .build();
    private volatile long quietUntilNanos = System.nanoTime();

    GateConnection(URI gate, @Nullable String key) {
        String scheme = String.valueOf(gate.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https"))
                || gate.getHost() == null
                || gate.getUserInfo() != null) {
            throw GateException.invalid(
                    "url", "The gate's address must look like http://127.0.0.1:8080, without user and password.");
        }
        this.gate = gate;
        this.key = key;
    }

    /**
     * Posts and reads the answer.
     *
     * @param longestWait how long the gateway may wait before it begins to answer
     * @param reading makes of the answer's object what the caller asked for
     */
    <T> T post(String path, WireBody body, Duration longestWait, Function<JsonNode, T> reading) {
        requireQuietIsOver();
        ClassicHttpRequest request = ClassicRequestBuilder.post(gate.resolve(path))
                .setEntity(new ByteArrayEntity(body.text().getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        if (key != null) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        Answer answer = send(request, ANSWER.plus(longestWait));
        if (answer.status() != 200) {
            throw refusal(answer);
        }
        return read(answer, reading);
    }

    private record Answer(int status, @Nullable String retryAfter, String text) {}

    /**
     * An interrupt does not cut a call short, for the gateway may be giving a lease in this moment; it is kept. It would close
     * the socket of a virtual thread, so those call on another one.
     */
    private Answer send(ClassicHttpRequest request, Duration longest) {
        try {
            return Thread.currentThread().isVirtual()
                    ? CompletableFuture.supplyAsync(() -> exchange(request, longest), ELSEWHERE)
                            .join()
                    : exchange(request, longest);
        } catch (CompletionException e) {
            throw e.getCause() instanceof GateException away ? away : e;
        }
    }

    private Answer exchange(ClassicHttpRequest request, Duration longest) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setProtocolUpgradeEnabled(false)
                .setResponseTimeout(Timeout.of(longest))
                .build());
        try {
            return client.execute(request, context, GateConnection::answer);
        } catch (IOException | CancellationException e) {
            // The latter when an interrupt came before there was a connection: nothing was sent.
            throw away(e);
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader("Retry-After");
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(
                response.getCode(),
                retryAfter == null ? null : retryAfter.getValue(),
                new String(body, StandardCharsets.UTF_8));
    }

    private GateException away(@Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "the connection failed" : cause.getMessage();
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE, "The gate at " + gate + " does not answer: " + why + ".", cause);
    }

    private void requireQuietIsOver() {
        long leftNanos = quietUntilNanos - System.nanoTime();
        if (leftNanos > 0) {
            throw new GateException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The gate at " + gate + " has asked to be left alone for another "
                            + Duration.ofNanos(leftNanos).toSeconds() + " s.");
        }
    }

    private GateException refusal(Answer answer) {
        JsonNode body = WireBody.readObject(answer.text());
        String found = body == null ? "" : body.path("message").stringValue("");
        String message = found.isEmpty() ? "The gate at " + gate + " answered " + answer.status() + "." : found;
        return switch (answer.status()) {
            case 429, 503 -> {
                keepQuiet(answer.retryAfter());
                yield new GateException(ErrorCode.DATABASE_UNAVAILABLE, message);
            }
            case 502, 504 -> new GateException(ErrorCode.DATABASE_UNAVAILABLE, message);
            default -> new GateException(code(answer.status(), body), message);
        };
    }

    private void keepQuiet(@Nullable String retryAfter) {
        long seconds = retryAfter != null && retryAfter.matches("\\d{1,9}") ? Long.parseLong(retryAfter) : 0;
        quietUntilNanos = System.nanoTime()
                + Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_AFTER.toSeconds()))
                        .toNanos();
    }

    /** The code as the gateway says it; where none is said, or one that is unknown here, by its status. */
    private static ErrorCode code(int status, @Nullable JsonNode body) {
        String name = body == null ? "" : body.path("error").stringValue("");
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseGet(() -> switch (status) {
                    case 401 -> ErrorCode.UNAUTHENTICATED;
                    case 403 -> ErrorCode.UNAUTHORIZED;
                    case 404 -> ErrorCode.NOT_FOUND;
                    case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
                    case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
                    default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_REQUEST;
                });
    }

    private <T> T read(Answer answer, Function<JsonNode, T> reading) {
        JsonNode body = WireBody.readObject(answer.text());
        try {
            if (body != null) {
                return reading.apply(body);
            }
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw notAsyncGate(e);
        }
        throw notAsyncGate(null);
    }

    private GateException notAsyncGate(@Nullable Exception cause) {
        return new GateException(
                ErrorCode.INTERNAL_ERROR,
                "What answers at " + gate + " does not speak as AsyncGate does; is the address right?",
                cause);
    }
}
