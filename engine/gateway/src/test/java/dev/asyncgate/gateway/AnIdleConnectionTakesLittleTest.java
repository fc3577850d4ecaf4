package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of clients may keep their connections between two calls: what they take of the memory is hardly to be seen. */
@Timeout(60)
class AnIdleConnectionTakesLittleTest {

    private static final int CONNECTIONS = 400;
    private static final long BYTES_EACH = 32 * 1024;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final HttpServer server =
            new HttpServer(TestGate.settings(Map.of("PORT", "0")).gateway());
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop(Duration.ofSeconds(1));
    }

    @Test
    void ofTheHeap() throws IOException {
        server.start(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, "!", callback);
                return true;
            }
        });
        connect();
        long before = used();
        for (int each = 0; each < CONNECTIONS; each++) {
            connect();
        }
        assertThat((used() - before) / CONNECTIONS)
                .as("bytes for each connection")
                .isLessThan(BYTES_EACH);
    }

    /** Two calls: what is kept of the first is kept for the next. */
    private void connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(50_000);
        sockets.add(socket);
        call(socket);
        call(socket);
    }

    private static void call(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/7\r\nX-API-Key: key\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        for (int next = 0; next != '!'; next = socket.getInputStream().read()) {
            assertThat(next).isNotNegative();
        }
    }

    private static long used() {
        MEMORY.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
