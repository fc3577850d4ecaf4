package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.json.Json;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten times as many clients as a gate with a small heap takes on at once, none of which waits before it asks again: those let
 * in are answered rightly and soon, the others are refused before any work, and when the crowd has gone nothing is left of it.
 */
@Fault
class TooManyClientsTest {

    /** 100 for each of the 2 connections. */
    private static final int AT_ONCE = 200;

    private static final int CLIENTS = 10 * AT_ONCE;
    private static final Duration CROWDED = Duration.ofSeconds(10);
    private static final int LARGE = 700_000;

    private final Random random = Seed.of(this);
    private final Acknowledged acknowledged = new Acknowledged();
    private final Queue<Long> answeredNanos = new ConcurrentLinkedQueue<>();
    private final Queue<Long> refusedNanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicBoolean crowded = new AtomicBoolean(true);

    @TempDir
    private Path folder;

    @Test
    void areRefusedEarlyAndForgotten() throws Exception {
        Path data = folder.resolve("data");
        int port = Ports.free();
        URI url = URI.create("http://127.0.0.1:" + port);
        HttpTasker client = new HttpTasker(url);
        try (Program gate =
                new Program(folder, "192m", "serve", "--port", Integer.toString(port), "--data-dir", data.toString())) {
            Eventually.is("the gate answers", Duration.ofSeconds(60), () -> answers(client));
            crowd(url);
            assertThat(gate.isAlive()).as("its memory was enough").isTrue();
            recovers(client);
        }
        prove(data);
    }

    private void crowd(URI url) throws InterruptedException {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            IntStream.range(0, CLIENTS).forEach(n -> crowd.execute(() -> hurry(http, url, n)));
            Eventually.is("the gate refuses", Duration.ofSeconds(60), () -> refusedNanos.size() > CLIENTS);
            answeredNanos.clear();
            refusedNanos.clear();
            TimeUnit.SECONDS.sleep(CROWDED.toSeconds());
            crowded.set(false);
        }
        assertThat(refusedNanos).as("most are refused").hasSizeGreaterThan(answeredNanos.size());
        assertSoonAnswered();
    }

    /** Whoever is let in waits for no more than the others that are; the crowd itself makes everybody wait, the refused too. */
    private void assertSoonAnswered() {
        long answered = percentile(answeredNanos, 99);
        long refused = percentile(refusedNanos, 99);
        long turns = CROWDED.toMillis() * AT_ONCE / answeredNanos.size();
        System.out.printf(
                "    %,d answered (p50 %,d ms, p99 %,d ms), %,d refused (p99 %,d ms), %,d connections broken off%n",
                answeredNanos.size(),
                percentile(answeredNanos, 50),
                answered,
                refusedNanos.size(),
                refused,
                unanswered.get());
        assertThat(answered).as("milliseconds").isLessThan(3 * (refused + turns));
    }

    private static long percentile(Queue<Long> nanos, int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() * percent / 100));
    }

    /** Creates one task after the other, some of them large, without ever waiting. */
    private void hurry(HttpClient http, URI url, int number) {
        String large = number % 20 == 0 ? "x".repeat(LARGE) : "";
        for (int n = 0; crowded.get(); n++) {
            String body = """
                    {"type": "crowd", "principal_ai": "planner", "payload": {"text": "%s"}, "idempotency_key": "%d-%d"}""".formatted(large, number, n);
            HttpRequest request = HttpRequest.newBuilder(
                            url.resolve("/v1/tasks?principal_kind=agent&principal_id=planner"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long before = System.nanoTime();
            try {
                take(http.send(request, HttpResponse.BodyHandlers.ofString()), System.nanoTime() - before);
            } catch (IOException e) {
                unanswered.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void take(HttpResponse<String> answer, long nanos) {
        if (answer.statusCode() == 200) {
            answeredNanos.add(nanos);
            acknowledged.created(UUID.fromString(
                    Json.parse(answer.body()).node().path("task_id").asString()));
        } else if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()) {
            refusedNanos.add(nanos);
        } else {
            acknowledged.fault(answer.statusCode() + " " + answer.body());
        }
    }

    /** The very next calls are answered, each of them. */
    private void recovers(HttpTasker client) {
        for (int n = 0; n < 50; n++) {
            acknowledged.created(client.create("crowd", "{}", "after-" + random.nextLong()));
        }
    }

    private void prove(Path data) throws Exception {
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, Map.of("DATA_DIR", data.toString())))) {
            new Proof(Objects.requireNonNull(gate.embedded()).address(), Gate.DEFAULT_TENANT)
                    .assertHolds(acknowledged, gate.inspector(Gate.DEFAULT_TENANT));
        }
    }

    private static boolean answers(HttpTasker client) {
        try {
            return !client.create("crowd", "{}", "first").toString().isEmpty();
        } catch (GateException e) {
            return false;
        }
    }
}
