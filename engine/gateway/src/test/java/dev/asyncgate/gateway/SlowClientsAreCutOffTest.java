package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that sends a byte now and then is never idle, and yet does not last. */
@Timeout(60)
class SlowClientsAreCutOffTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n";

    private static final Duration SHORT = Duration.ofMillis(500);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private void start(Duration longest) throws Exception {
        SlowClients slowClients = new SlowClients(longest, longest, connector.getScheduler());
        slowClients.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = Content.Source.asString(request);
                Content.Sink.write(response, true, body, callback);
                return true;
            }
        });
        connector.addBean(slowClients);
        server.addConnector(connector);
        server.setHandler(slowClients);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void whoDribblesItsHeaders() throws Exception {
        start(SHORT);
        assertThat(dribble("GET / HTTP/1.1\r\nX: ")).isTrue();
    }

    @Test
    void whoDribblesItsBody() throws Exception {
        start(SHORT);
        assertThat(dribble(POST.replace("5", "100000"))).isTrue();
    }

    @Test
    void whoDribblesItsSecondRequest() throws Exception {
        start(Duration.ofSeconds(3));
        try (Socket socket = connect()) {
            assertThat(exchange(socket)).endsWith("hello");
            assertThat(dribble(socket, "GET ")).isTrue();
        }
    }

    @Test
    void whoSendsWholeRequestsStays() throws Exception {
        start(Duration.ofSeconds(3));
        try (Socket socket = connect()) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < end) {
                assertThat(exchange(socket)).endsWith("hello");
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("localhost", connector.getLocalPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static String exchange(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write((POST + "hello").getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("hello")) {
            answer.append((char) in.read());
        }
        return answer.toString();
    }

    private boolean dribble(String start) throws IOException {
        try (Socket socket = connect()) {
            return dribble(socket, start);
        }
    }

    /** Sends a byte each tenth of a second, until it is cut off. */
    private static boolean dribble(Socket socket, String start) throws IOException {
        socket.setSoTimeout(100);
        OutputStream out = socket.getOutputStream();
        try {
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            while (!closed(socket.getInputStream())) {
                out.write('x');
            }
        } catch (IOException reset) {
            return true;
        }
        return true;
    }

    private static boolean closed(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }
}
