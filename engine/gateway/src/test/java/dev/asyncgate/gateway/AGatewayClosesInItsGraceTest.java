package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that is told to end takes nobody new, finishes what runs, and waits no longer than its grace. */
@Timeout(60)
class AGatewayClosesInItsGraceTest {

    private static final String BODY = "{\"worker_id\":\"w-1\"}";

    private final TestGateway gateway = TestGateway.open();
    private final int port = gateway.gateway.address().getPort();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCallThatRunsIsAnsweredAndNobodyElseIsLetIn() throws Exception {
        try (Socket running = begun()) {
            Thread closing = Thread.startVirtualThread(() -> gateway.gateway.close(Duration.ofSeconds(50)));
            awaitRefusal();
            running.getOutputStream().write(BODY.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 200", "{\"tasks\":[]}");
            closing.join();
        }
    }

    @Test
    void aCallThatNeverEndsIsCutOff() throws Exception {
        try (Socket running = begun()) {
            gateway.gateway.close(Duration.ofSeconds(1));
            assertThat(ended(running.getInputStream())).isTrue();
        }
    }

    /** A call whose body is awaited. */
    private Socket begun() throws IOException {
        Socket socket = connect();
        socket.setSoTimeout(50_000);
        socket.getOutputStream()
                .write(("POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "X-Tenant-ID: " + gateway.gate.tenant + "\r\nExpect: 100-continue\r\nContent-Length: "
                                + BODY.length() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder said = new StringBuilder();
        while (!said.toString().endsWith("\r\n\r\n")) {
            said.append((char) socket.getInputStream().read());
        }
        assertThat(said.toString()).startsWith("HTTP/1.1 100");
        return socket;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private void awaitRefusal() {
        assertThatThrownBy(() -> {
                    while (true) {
                        connect().close();
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    private static boolean ended(InputStream in) {
        try {
            in.readAllBytes();
            return true;
        } catch (IOException reset) {
            return true;
        }
    }
}
