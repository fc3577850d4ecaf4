package dev.asyncgate.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code asyncgate serve} in a process of its own, with the log that it has outside of tests, and a client. */
final class Serving implements AutoCloseable {

    static final Map<String, String> OPEN = Map.of("ASYNCGATE_ALLOW_INSECURE_DEV", "true");

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+:\\d+");

    final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable String ready;

    private Serving(Process process) {
        this.process = process;
    }

    static Serving start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Dlogback.configurationFile=logback.xml",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve"),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Serving(builder.start());
    }

    /** The line that it prints when it answers; what it says instead when it does not come to that. */
    String ready() throws IOException {
        String line = ready;
        if (line == null) {
            line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            ready = line = line == null ? said() : line;
        }
        return line;
    }

    /** What it says on standard error until its end. */
    String said() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    URI address() throws IOException {
        Matcher matcher = ADDRESS.matcher(ready());
        if (!matcher.find()) {
            throw new AssertionError(ready());
        }
        return URI.create(matcher.group());
    }

    /** Tells it to stop, as a service manager does; what it has printed can still be read. */
    void stop() {
        process.toHandle().destroy();
    }

    HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(address().resolve(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
