package dev.asyncgate.workers;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
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
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final URI gate;
    private final @Nullable String key;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
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
        HttpRequest.Builder request = HttpRequest.newBuilder(gate.resolve(path))
                .timeout(ANSWER.plus(longestWait))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.text()));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> response = send(request.build());
        if (response.statusCode() != 200) {
            throw refusal(response);
        }
        return read(response, reading);
    }

    /** An interrupt does not cut a call short, for the gateway may be giving a lease in this moment; it is kept. */
    private HttpResponse<String> send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BodyHandlers.ofString());
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw away(e.getCause());
        }
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

    private GateException refusal(HttpResponse<String> response) {
        JsonNode body = WireBody.readObject(response.body());
        String found = body == null ? "" : body.path("message").stringValue("");
        String message = found.isEmpty() ? "The gate at " + gate + " answered " + response.statusCode() + "." : found;
        return switch (response.statusCode()) {
            case 429, 503 -> {
                keepQuiet(response);
                yield new GateException(ErrorCode.DATABASE_UNAVAILABLE, message);
            }
            case 502, 504 -> new GateException(ErrorCode.DATABASE_UNAVAILABLE, message);
            default -> new GateException(code(response.statusCode(), body), message);
        };
    }

    private void keepQuiet(HttpResponse<String> response) {
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
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

    private <T> T read(HttpResponse<String> response, Function<JsonNode, T> reading) {
        JsonNode body = WireBody.readObject(response.body());
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
