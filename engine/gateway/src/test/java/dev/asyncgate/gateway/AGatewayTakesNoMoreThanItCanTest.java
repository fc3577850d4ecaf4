package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections beyond the most there may be wait until one of the others ends; nobody who is in is pushed out. */
@Timeout(60)
class AGatewayTakesNoMoreThanItCanTest {

    private static final int MOST = 3;

    private final HttpServer server =
            new HttpServer(TestGate.settings(Map.of("PORT", "0")).gateway(), MOST);
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, "hello", callback);
                return true;
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop(java.time.Duration.ofSeconds(1));
    }

    @Test
    void whoIsOneTooManyIsAnsweredWhenAnotherLeaves() throws IOException {
        for (int each = 0; each < MOST; each++) {
            assertThat(answer(connect())).isEqualTo("HTTP/1.1 200");
        }
        Socket late = connect();
        late.setSoTimeout(300);
        assertThatThrownBy(() -> answer(late)).isInstanceOf(SocketTimeoutException.class);
        assertThat(answer(sockets.getFirst())).isEqualTo("HTTP/1.1 200");

        sockets.getFirst().close();
        late.setSoTimeout(50_000);
        assertThat(read(late)).isEqualTo("HTTP/1.1 200");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(50_000);
        sockets.add(socket);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return read(socket);
    }

    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("hello")) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.substring(0, 12);
    }
}
