package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a service: one line when it is ready, an orderly end at the first signal, an end at the second. */
@Timeout(180)
class ServeAnswersUntilItIsToldToStopTest {

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+:\\d+");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        client.close();
    }

    @Test
    void itTellsWhereAnswersAndEndsWithThoseWhoWaitAnswered() throws Exception {
        Path env = folder.resolve(".env");
        Files.writeString(env, """
                # shared with others
                SECRET_OF_ANOTHER=x
                ASYNCGATE_PORT=0
                """);
        Process serve = start(
                "serve",
                "--env-file",
                env.toString(),
                "--data-dir",
                folder.resolve("data").toString());
        String ready = firstLine(serve);
        assertThat(ready).startsWith("AsyncGate ").contains("answers at http://127.0.0.1:", "OPEN");
        URI address = address(ready);
        assertThat(get(address, "/v1/health").statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> waiting = claim(address);
        assertThat(get(address, "/v1/health").statusCode()).isEqualTo(200);

        serve.destroy();

        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).isEqualTo("{\"tasks\":[]}");
        assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(ExitCode.OK);
        assertThat(new String(serve.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("OPEN DEVELOPMENT GATE")
                .doesNotContain("\tat ");
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        Process serve = start(
                "serve", "--port", "0", "--data-dir", folder.resolve("data").toString());
        URI address = address(firstLine(serve));
        try (Socket slow = new Socket(address.getHost(), address.getPort())) {
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
            long told = System.nanoTime();
            do {
                serve.destroy();
            } while (!serve.waitFor(200, TimeUnit.MILLISECONDS));
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(5));
            assertThat(serve.exitValue()).isEqualTo(130);
        }
    }

    @Test
    void aStartThatMustNotBeIsRefusedInOneLine() throws Exception {
        Process serve = start("serve", "--data-dir", folder.toString(), "--host", "0.0.0.0");
        String err = new String(serve.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(serve.waitFor()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.strip()).startsWith("asyncgate: ").contains("loopback").doesNotContain("\n");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ASYNCGATE_ALLOW_INSECURE_DEV", "true");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        // The log of the tests goes to the terminal.
        while (line != null && !line.startsWith("AsyncGate ")) {
            line = reader.readLine();
        }
        return line == null ? new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8) : line;
    }

    private static URI address(String line) {
        Matcher matcher = ADDRESS.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return URI.create(matcher.group());
    }

    private HttpResponse<String> get(URI address, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> claim(URI address) {
        return client.sendAsync(
                HttpRequest.newBuilder(address.resolve("/v1/leases/claim"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"worker_id\":\"w\",\"wait_seconds\":30}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
