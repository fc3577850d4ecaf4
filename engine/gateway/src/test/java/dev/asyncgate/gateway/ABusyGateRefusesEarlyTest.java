package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
        Eventually.is("all are under way", Duration.ofSeconds(20), () -> create().status() == 503);
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
            gateway.gateway.close();
        }
    }

    @Test
    void bodiesTakeNoMoreMemoryThanIsSetAsideForThem() throws Exception {
        int size = 7 * 1024 * 1024;
        int most = (int) (Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 32) / size);
        for (int n = 0; n < most; n++) {
            begin(size + 1, size);
        }
        Socket beyond = begin(size + 1, size);
        assertThat(new String(head(beyond), StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 503");
        assertThat(create().status()).as("small ones have room").isEqualTo(200);
    }

    private TestGateway.Answer create() {
        return gateway.post(
                "/v1/tasks?principal_kind=agent&principal_id=planner", "{\"type\": \"unit\", \"principal_ai\": \"p\"}");
    }

    private long count() {
        return gateway.gate.inspector.countOpenObligations();
    }

    /** Begins a call with a body of so many bytes, of which it sends so many, and leaves it there. */
    private Socket begin(int length, int sent) throws IOException {
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
        byte[] block = new byte[64 * 1024];
        try {
            for (int left = sent; left > 0; left -= block.length) {
                socket.getOutputStream().write(block, 0, Math.min(left, block.length));
            }
        } catch (IOException refusedInTheMiddle) {
            // What it was told is read by the caller.
        }
        return socket;
    }

    private static byte[] head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return in.readNBytes("HTTP/1.1 503".length());
    }

    private void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
