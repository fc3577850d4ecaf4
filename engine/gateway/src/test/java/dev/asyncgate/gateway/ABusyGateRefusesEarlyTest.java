package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With as many calls under way as the database can serve soon, or as much in memory as there is room for, others come later. */
@Timeout(60)
class ABusyGateRefusesEarlyTest {

    /** For each connection of the pool, of which there is one. */
    private static final int MOST = 100;

    private final TestGateway gateway =
            TestGateway.with(Map.of("ALLOW_INSECURE_DEV", "true", "RATE_LIMIT_ENABLED", "false", "DB_POOL_SIZE", "1"));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        hangUp();
        gateway.close();
    }

    @Test
    void whoComesBeyondIsToldWhenToComeAgainAndNothingIsDone() throws Exception {
        for (int n = 0; n < MOST; n++) {
            begin(10, 0);
        }
        Eventually.is("all are under way", Duration.ofSeconds(20), this::isFull);
        long before = count();

        TestGateway.Answer refused = create();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/error")).isEqualTo("DATABASE_UNAVAILABLE");
        assertThat(refused.text("/message")).contains("busy", "try again in");
        assertThat(refused.header("Retry-After")).matches("[1-3]");
        assertThat(count()).isEqualTo(before);
        assertThat(gateway.get("/v1/health").status())
                .as("whoever looks how it goes is let in")
                .isEqualTo(200);

        hangUp();
        Eventually.is("there is room again", Duration.ofSeconds(20), () -> create().status() == 200);
    }

    @Test
    void claimsThatRestTakeNoRoom() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < MOST + 20; n++) {
                String claim = "{\"worker_id\": \"w" + n + "\", \"accept_types\": [\"never\"], \"wait_seconds\": 30}";
                workers.execute(() -> {
                    TestGateway.Answer answer = gateway.post("/v1/leases/claim", claim);
                    while (answer.status() == 503) {
                        answer = gateway.post("/v1/leases/claim", claim);
                    }
                });
            }
            Eventually.is("all rest", Duration.ofSeconds(20), () -> gateway.gateway.waiting() == MOST + 20);
            assertThat(create().status()).isEqualTo(200);
            gateway.gate.tasker.createTasks(Collections.nCopies(MOST + 20, NewTask.of("never", Json.emptyObject())));
        }
    }

    @Test
    void bodiesTakeNoMoreMemoryThanIsSetAsideForThem() throws Exception {
        int room = (int) Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 32);
        int size = 7 << 20;
        for (int left = room; left > 0; left -= size) {
            begin(size + 1, Math.min(size, left));
        }
        begin(size, 64 << 10);
        Eventually.is(
                "one is refused", Duration.ofSeconds(20), () -> sockets.stream().anyMatch(this::isAnswered));
        for (Socket socket : sockets.stream().filter(this::isAnswered).toList()) {
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 503");
        }
        hangUp();
        Eventually.is("there is room again", Duration.ofSeconds(20), () -> create().status() == 200);
    }

    /** Whoever asks takes a place while it asks, and may have turned away one that was to stay: another comes for it. */
    private boolean isFull() {
        if (create().status() == 503) {
            return true;
        }
        try {
            begin(10, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return false;
    }

    private boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestGateway.Answer create() {
        return gateway.post(
                "/v1/tasks?principal_kind=agent&principal_id=planner", "{\"type\": \"unit\", \"principal_ai\": \"p\"}");
    }

    private long count() {
        return gateway.gate.inspector.countOpenObligations();
    }

    /** Begins a call with a body of so many bytes, of which it sends so many, and leaves it there. */
    private void begin(int length, int sent) throws IOException {
        var socket = new Socket(
                gateway.gateway.address().getHost(), gateway.gateway.address().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        String head = """
                POST /v1/tasks?principal_kind=agent&principal_id=planner HTTP/1.1
                Host: localhost
                X-Tenant-ID: %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(gateway.gate.tenant, length).replace("\n", "\r\n");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[sent]);
    }

    private void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
