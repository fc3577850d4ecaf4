package dev.asyncgate.workers.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asyncgate.task.Completion;
import dev.asyncgate.workers.Handed;
import dev.asyncgate.workers.LeasedTask;
import dev.asyncgate.workers.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** http_get fetches from listed hosts at permitted addresses, and every way round that is refused. */
class HttpGetGoesNowhereElseTest {

    private static final int MOST = 64 * 1024;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger resolved = new AtomicInteger();
    private HttpServer server;
    private int port;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        port = server.getAddress().getPort();
        on("/hello", exchange -> answer(exchange, 200, "hello".getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aListedHostIsFetched() throws Exception {
        Completion completion = done(get("http://good.test:" + port + "/hello?a=%20b"));
        assertThat(completion.result().text())
                .contains("\"status\":200", "\"body\":\"hello\"", "\"bytes\":5", "\"sha256\":\"2cf24dba");
        assertThat(completion.isLocated()).isTrue();
        assertThat(asked).containsExactly("good.test:" + port + " /hello?a=%20b");
    }

    @Test
    void aNameIsTheSameInCapitalsAndWithItsLastDot() throws Exception {
        assertThat(get("http://GOOD.Test.:" + port + "/hello")).isInstanceOf(Outcome.Completed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.test:PORT/hello",
                "http://good.test.evil.test:PORT/hello",
                "http://good.test/hello",
                "http://good.test:1/hello",
                "https://good.test/hello",
                "http://good.test@evil.test:PORT/hello",
                "http://user:password@good.test:PORT/hello",
                "http://evil.test:PORT\\@good.test:PORT/hello",
                "http://evil.test:PORT#@good.test:PORT/hello",
                "ftp://good.test:PORT/hello",
                "file:///etc/passwd",
                "jar:http://good.test:PORT/x!/y",
                "gopher://good.test:PORT/hello",
                "//good.test:PORT/hello",
                "good.test:PORT/hello",
                "http:///hello",
                "http://2130706433:PORT/hello",
                "http://0x7f000001:PORT/hello",
                "http://0x7f.1:PORT/hello",
                "http://0177.0.0.1:PORT/hello",
                "http://127.1:PORT/hello",
                "http://127.0.0.1:PORT/hello",
                "http://[::1]:PORT/hello",
                "http://[::ffff:127.0.0.1]:PORT/hello",
                "http://[fe80::1%25lo]:PORT/hello",
                "http://good.test%00.evil.test:PORT/hello",
                "http://good\u3002test:PORT/hello",
                "http://good.test:PORT/hello\r\nX-Evil: 1"
            })
    void whatIsNotListedIsRefusedInEverySpelling(String url) throws Exception {
        assertRefused(get(url.replace("PORT", Integer.toString(port))));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1%25lo]", "localhost"})
    void aListedNameStillNeedsAPermittedAddress(String host) throws Exception {
        var listed = new Reach(Set.of(host.replace("%25lo", "") + ":" + port), List.of());
        var worker = new HttpGetWorker(listed, MOST, Duration.ofSeconds(5));
        assertRefused(worker.work(task("http://" + host + ":" + port + "/hello")));
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameWithOnePrivateAddressAmongOthersIsRefused() throws Exception {
        assertRefused(get("http://mixed.test:" + port + "/hello"));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mapped.test", "translated.test"})
    void aPrivateAddressInsideOfAnotherIsRefused(String host) throws Exception {
        assertRefused(get("http://" + host + ":" + port + "/hello"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsResolvedOnceAndItsCheckedAddressIsConnectedTo() throws Exception {
        assertThat(get("http://rebinding.test:" + port + "/hello")).isInstanceOf(Outcome.Completed.class);
        assertThat(resolved).hasValue(1);
        assertRefused(get("http://rebinding.test:" + port + "/hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:PORT/hello",
                "http://127.0.0.1:PORT/hello",
                "http://[::ffff:127.0.0.1]:PORT/hello",
                "http://inner.test:PORT/hello",
                "http://mixed.test:PORT/hello",
                "http://mapped.test:PORT/hello",
                "//localhost:PORT/hello",
                "file:///etc/passwd",
                "http://good.test:1/hello",
                "http://user@good.test:PORT/hello",
                "http://bad url"
            })
    void aRedirectIsCheckedAnew(String location) throws Exception {
        redirect("/away", location.replace("PORT", Integer.toString(port)));
        assertRefused(get("http://good.test:" + port + "/away"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void fiveRedirectsAreFollowedAndNoSixth() throws Exception {
        for (int n = 1; n <= 6; n++) {
            redirect("/r" + n, n == 1 ? "/hello" : "r" + (n - 1));
        }
        assertThat(get("http://good.test:" + port + "/r5")).isInstanceOf(Outcome.Completed.class);
        assertRefused(get("http://good.test:" + port + "/r6"));
    }

    @Test
    void aBodyWithoutAnnouncedLengthIsCutOffAtTheLimit() throws Exception {
        var stopped = new CountDownLatch(1);
        on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } finally {
                stopped.countDown();
            }
        });
        assertRefused(get("http://good.test:" + port + "/endless"));
        stopped.await();
    }

    @Test
    void whatIsCompressedStaysSo() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[16 * 1024 * 1024]);
        }
        on("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, bomb.toByteArray());
        });
        assertThat(done(get("http://good.test:" + port + "/bomb")).result().text())
                .contains("\"bytes\":" + bomb.size(), "body_base64");
    }

    @Test
    void theTimeIsForAllTogether() throws Exception {
        on("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int n = 0; n < 100; n++) {
                    body.write('.');
                    body.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        assertTimeout("http://good.test:" + port + "/drip");
    }

    @Test
    void aNameThatNobodyAnswersForCostsNoMoreThanTheTime() throws Exception {
        assertTimeout("http://silent.test:" + port + "/hello");
    }

    @Test
    void neitherProxyNorCredentialsOfTheEnvironmentAreUsed() throws Exception {
        on("/secret", exchange -> {
            asked.add("Authorization: " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            answer(exchange, 401, new byte[0]);
        });
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "9");
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("me", "secret".toCharArray());
            }
        });
        try {
            assertThat(failed(get("http://good.test:" + port + "/secret"))).contains("http_status", "401");
        } finally {
            Authenticator.setDefault(null);
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
        assertThat(asked).containsExactly("good.test:" + port + " /secret", "Authorization: null");
    }

    @Test
    void aServerInTroubleIsWorthAnotherAttemptAndAMissingPageIsNot() throws Exception {
        on("/down", exchange -> answer(exchange, 503, new byte[0]));
        on("/missing", exchange -> answer(exchange, 404, new byte[0]));
        assertThat(get("http://good.test:" + port + "/down"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failure -> assertThat(failure.retryable()).isTrue());
        assertThat(get("http://good.test:" + port + "/missing"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failure -> assertThat(failure.retryable()).isFalse());
    }

    private Outcome get(String url) throws Exception {
        var hosts = Set.of(
                "good.test:" + port,
                "mixed.test:" + port,
                "inner.test:" + port,
                "mapped.test:" + port,
                "translated.test:" + port,
                "silent.test:" + port,
                "rebinding.test:" + port);
        var reach = new Reach(hosts, List.of(AddressRange.parse("127.0.0.1")));
        return new HttpGetWorker(reach, MOST, Duration.ofSeconds(2), this::resolve).work(task(url));
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        int times = resolved.incrementAndGet();
        Map<String, List<String>> names = Map.of(
                "good.test", List.of("127.0.0.1"),
                "GOOD.Test.", List.of("127.0.0.1"),
                "mixed.test", List.of("127.0.0.1", "127.0.0.2"),
                "inner.test", List.of("127.0.0.3"),
                "rebinding.test", List.of(times == 1 ? "127.0.0.1" : "127.0.0.2"));
        if (host.equals("silent.test")) {
            sleepLong();
        }
        if (host.equals("mapped.test")) {
            return new InetAddress[] {inside(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 2})};
        }
        if (host.equals("translated.test")) {
            return new InetAddress[] {inside(new byte[] {0, 100, -1, -101, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 2})};
        }
        List<String> found = names.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(host))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new UnknownHostException(host));
        return found.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    /** As it came over the wire: {@link InetAddress#getByAddress} would make a mapped one an IPv4 address. */
    private static InetAddress inside(byte[] bytes) throws UnknownHostException {
        return Inet6Address.getByAddress("inside.test", bytes, -1);
    }

    private static void sleepLong() throws UnknownHostException {
        try {
            Thread.sleep(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private static LeasedTask task(String url) {
        return Handed.task(
                "http_get",
                JsonNodeFactory.instance.objectNode().put("url", url).toString());
    }

    private void assertTimeout(String url) throws Exception {
        long before = System.nanoTime();
        assertThat(failed(get(url))).contains("timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    }

    private static void assertRefused(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failure -> {
            assertThat(failure.error().text()).contains("\"kind\":\"refused\"");
            assertThat(failure.retryable()).isFalse();
        });
    }

    private static String failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).error().text();
    }

    private static Completion done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).completion();
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Answering answering) {
        server.createContext(path, exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + exchange.getRequestURI());
                answering.answer(exchange);
            }
        });
    }

    private void redirect(String path, String location) {
        on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
