package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a service: one line when it is ready, an orderly end at the first signal, an end at the second. */
@Timeout(180)
class ServeAnswersUntilItIsToldToStopTest {

    @TempDir
    Path folder;

    private final List<Serving> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Serving::close);
    }

    @Test
    void itTellsWhereAnswersAndEndsWithThoseWhoWaitAnswered() throws Exception {
        Path env = Files.writeString(folder.resolve(".env"), """
                # shared with others
                SECRET_OF_ANOTHER=x
                ASYNCGATE_PORT=0
                """);
        Serving serve = start(
                Serving.OPEN,
                "--env-file",
                env.toString(),
                "--data-dir",
                folder.resolve("data").toString());
        assertThat(serve.ready()).startsWith("AsyncGate ").contains("answers at http://127.0.0.1:", "OPEN");
        assertThat(serve.send(serve.request("/v1/health")).statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> waiting = serve.sendAsync(serve.request("/v1/leases/claim")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"worker_id\":\"w\",\"wait_seconds\":30}")));
        assertThat(serve.send(serve.request("/v1/health")).statusCode()).isEqualTo(200);

        serve.stop();

        assertThat(waiting.get(60, TimeUnit.SECONDS).body()).isEqualTo("{\"tasks\":[]}");
        assertThat(serve.process.waitFor()).isEqualTo(ExitCode.OK);
        assertThat(serve.said()).contains("OPEN DEVELOPMENT GATE").doesNotContain("\tat ");
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Serving serve = start(
                Serving.OPEN,
                "--port",
                "0",
                "--data-dir",
                folder.resolve("data").toString(),
                "--grace-seconds",
                "3600");
        try (Socket slow = new Socket(serve.address().getHost(), serve.address().getPort())) {
            slow.getOutputStream().write("""
                            POST /v1/leases/claim HTTP/1.1
                            Host: localhost
                            Content-Type: application/json
                            Content-Length: 9
                            Expect: 100-continue

                            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("the call runs, and waits for its body")
                    .isEqualTo("HTTP/1.1 100");
            do {
                serve.stop();
            } while (!serve.process.waitFor(200, TimeUnit.MILLISECONDS));
            assertThat(serve.process.exitValue()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOW_INSECURE_DEV=true HOST=0.0.0.0, loopback",
        "ENV=production INSTANCE_ID=gate-eu-1, ASYNCGATE_API_KEY",
        "ENV=production INSTANCE_ID=gateway-1 API_KEY=a-key-of-more-than-20-characters, ASYNCGATE_INSTANCE_ID",
        "CORS_ALLOWED_ORIGINS=*, every page",
    })
    void aStartThatMustNotBeIsRefusedInOneLine(String settings, String says) throws Exception {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String setting : settings.split(" ", -1)) {
            environment.put("ASYNCGATE_" + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        assertRefused(start(environment, "--data-dir", folder.toString()), says);
    }

    @Test
    void aPortThatSomebodyHasIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    start(
                            Serving.OPEN,
                            "--port",
                            port,
                            "--data-dir",
                            folder.resolve("data").toString()),
                    "127.0.0.1:" + port);
        }
    }

    private static void assertRefused(Serving serve, String says) throws Exception {
        String said = serve.said().strip();
        assertThat(serve.process.waitFor()).as(said).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(said).startsWith("asyncgate: ").contains(says).doesNotContain("\n");
    }

    private Serving start(Map<String, String> environment, String... arguments) throws IOException {
        Serving serve = Serving.start(environment, arguments);
        started.add(serve);
        return serve;
    }
}
