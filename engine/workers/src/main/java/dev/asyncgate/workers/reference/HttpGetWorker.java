package dev.asyncgate.workers.reference;

import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import dev.asyncgate.workers.reference.Fetch.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets the {@code url} of the payload. The result tells status, type, size and digest, and carries the body while it is
 * small: as text, or in Base64. A status from 400 on is a failure.
 */
public final class HttpGetWorker extends ReferenceWorker {

    /** The most that is fetched. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    /** The longest that one GET may take, with names, redirects and body. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int CARRIED_BYTES = 128 * 1024;

    private final Reach reach;
    private final Reach.Resolver resolver;
    private final int mostBytes;
    private final Duration timeout;

    /**
     * A worker that may go there and nowhere else.
     *
     * @param mostBytes 1 to {@link #MOST_BYTES}
     * @param timeout for all together, to {@link #LONGEST}
     */
    public HttpGetWorker(Reach reach, int mostBytes, Duration timeout) {
        this(reach, mostBytes, timeout, InetAddress::getAllByName);
    }

    HttpGetWorker(Reach reach, int mostBytes, Duration timeout, Reach.Resolver resolver) {
        super("http_get");
        this.reach = reach;
        this.mostBytes = Limits.requireRange("max-output-bytes", mostBytes, 1, MOST_BYTES);
        this.timeout = timeout;
        this.resolver = resolver;
        Limits.requireRange("timeout-seconds", timeout.toSeconds(), 0, LONGEST.toSeconds());
    }

    @Override
    Outcome perform(LeasedTask task, Payload payload) throws InterruptedException {
        String url = payload.text("url");
        try (Fetch fetch = new Fetch(reach, resolver, mostBytes)) {
            // A thread of its own, for nothing interrupts the resolution of a name.
            var fetching = new FutureTask<>(() -> fetch.get(url));
            Thread.ofVirtual().name("asyncgate-http-get").start(fetching);
            return told(fetching.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Outcome.failed("timeout", "%s took longer than %d s.".formatted(url, timeout.toSeconds()), true);
        } catch (ExecutionException e) {
            return failed(url, e.getCause());
        }
    }

    private static Outcome failed(String url, @Nullable Throwable cause) {
        return switch (cause) {
            case RefusedException refused -> throw refused;
            case IOException broken -> Outcome.failed("connection", url + ": " + broken.getMessage(), true);
            case null, default -> throw new IllegalStateException("fetching " + url, cause);
        };
    }

    private static Outcome told(Fetched fetched) {
        int status = fetched.status();
        if (status >= 400) {
            boolean mayPass = status >= 500 || status == 408 || status == 425 || status == 429;
            return Outcome.failed("http_status", fetched.from() + " answered " + status + ".", mayPass);
        }
        String digest = sha256(fetched.body());
        return Outcome.done(Json.of(result(fetched, digest)), Json.of(artifacts(fetched, digest)));
    }

    private static ObjectNode result(Fetched fetched, String digest) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("url", fetched.from().toString())
                .put("status", fetched.status())
                .put("content_type", fetched.contentType())
                .put("bytes", fetched.bytes())
                .put("sha256", digest);
        if (fetched.bytes() <= CARRIED_BYTES) {
            carry(fetched.body(), result);
        }
        return result;
    }

    private static void carry(ByteBuffer body, ObjectNode result) {
        String text = textOrNull(body);
        if (text == null) {
            result.put("body_base64", base64(body));
        } else {
            result.put("body", text);
        }
    }

    private static @Nullable String textOrNull(ByteBuffer body) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String base64(ByteBuffer body) {
        return StandardCharsets.ISO_8859_1
                .decode(Base64.getEncoder().encode(body))
                .toString();
    }

    private static ObjectNode artifacts(Fetched fetched, String digest) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "http")
                .put("url", fetched.from().toString())
                .put("sha256", digest)
                .put("size_bytes", fetched.bytes())
                .put("mime", fetched.contentType());
    }

    private static String sha256(ByteBuffer body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
