package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A claim that waits is answered as soon as there is a task, and ends with its client or with the gateway. */
@Timeout(90)
class AClaimWaitsOverHttpTest {

    private final TestGateway gateway = TestGateway.open();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void aCreateByAnotherClientWakesIt() {
        CompletableFuture<HttpResponse<String>> waiting = claim("w-1", 20);
        awaitWaiting(1);
        create("unit");
        assertThat(waiting.join().body()).contains("\"type\":\"unit\"");
    }

    @Test
    void itIsEmptyWhenItsTimeIsOver() {
        assertThat(claim("w-1", 1).join().body()).isEqualTo("{\"tasks\":[]}");
    }

    @Test
    void whoHangsUpWaitsNoMoreAndTakesNoTaskAlong() throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), gateway.gateway.address().getPort())) {
            socket.getOutputStream().write(rawClaim("gone").getBytes(StandardCharsets.US_ASCII));
            awaitWaiting(1);
        }
        awaitWaiting(0);
        create("unit");
        assertThat(claim("here", 0).join().body()).contains("\"type\":\"unit\"");
    }

    @Test
    void whatAClientSendsAheadIsAnsweredAfterwards() throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), gateway.gateway.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(rawClaim("w-1").getBytes(StandardCharsets.US_ASCII));
            awaitWaiting(1);
            socket.getOutputStream()
                    .write("GET /v1/config HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            create("unit");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"type\":\"unit\"", "\"receipt_mode\"");
        }
    }

    @Test
    void aGatewayThatClosesAnswersThoseWhoWaitAtOnce() {
        CompletableFuture<HttpResponse<String>> waiting = claim("w-1", 30);
        awaitWaiting(1);
        gateway.gateway.close();
        assertThat(waiting.join().body()).isEqualTo("{\"tasks\":[]}");
    }

    @Test
    void fiveHundredWaitWithoutAThreadOrAConnectionOfTheDatabaseEach() throws Exception {
        int before = Thread.getAllStackTraces().size();
        List<CompletableFuture<HttpResponse<String>>> waiting =
                IntStream.range(0, 500).mapToObj(each -> claim("w-" + each, 30)).toList();
        awaitWaiting(500);
        assertThat(Thread.getAllStackTraces().size() - before).isLessThan(100);
        Eventually.is(
                "none of them has a connection of the database",
                Duration.ofSeconds(20),
                () -> gateway.gate.gate.poolUse().active() == 0);
        assertThat(gateway.get("/v1/health").status()).isEqualTo(200);
        create("unit");
        Object first = CompletableFuture.anyOf(waiting.toArray(CompletableFuture<?>[]::new))
                .join();
        assertThat(first)
                .isInstanceOfSatisfying(
                        HttpResponse.class,
                        answer -> assertThat((String) answer.body()).contains("\"type\":\"unit\""));
        gateway.gateway.close();
        assertThat(waiting.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.body().contains("unit")))
                .hasSize(1);
    }

    private void create(String type) {
        assertThat(gateway.post(
                                "/v1/tasks?principal_kind=agent&principal_id=planner",
                                "{\"type\":\"" + type + "\",\"principal_ai\":\"p\"}")
                        .status())
                .isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> claim(String worker, int seconds) {
        HttpRequest request = gateway.request("/v1/leases/claim")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"worker_id\":\"%s\",\"wait_seconds\":%d}".formatted(worker, seconds)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private String rawClaim(String worker) {
        String body = "{\"worker_id\":\"" + worker + "\",\"wait_seconds\":30}";
        return "POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Tenant-ID: "
                + gateway.gate.tenant + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Until so many claims wait. */
    private void awaitWaiting(int claims) {
        try {
            Eventually.is(claims + " wait", Duration.ofSeconds(60), () -> gateway.gateway.waiting() == claims);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
