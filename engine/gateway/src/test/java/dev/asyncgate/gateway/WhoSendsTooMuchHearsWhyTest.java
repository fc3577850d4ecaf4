package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request may be refused before its body was read: a client that sends all of it first must hear why all the same. */
class WhoSendsTooMuchHearsWhyTest {

    private static final int MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "text/plain, 9, 415", // refused by its head
        "application/json, 9, 413", // by its length
        "application/json, 17, 413" // more than any call takes
    })
    void whoSendsAllBeforeReadingHearsTheAnswer(String type, int mebibytes, int status) throws IOException {
        try (TestGateway gateway = TestGateway.open()) {
            String head =
                    "POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Tenant-ID: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(gateway.gate.tenant, type, mebibytes * MEBIBYTE);
            try (Socket client = new Socket(
                    gateway.gateway.address().getHost(),
                    gateway.gateway.address().getPort())) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                byte[] part = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.ISO_8859_1);
                for (int sent = 0; sent < mebibytes; sent++) {
                    client.getOutputStream().write(part);
                }
                assertThat(text(client.getInputStream())).startsWith("HTTP/1.1 %d ".formatted(status));
            }
        }
    }

    @Test
    void whoAsksFirstIsNotAwaited() {
        try (TestGateway gateway = TestGateway.open()) {
            String answer = gateway.raw(
                    "POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nX-Tenant-ID: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
                            .formatted(gateway.gate.tenant, 9 * MEBIBYTE));
            assertThat(answer).startsWith("HTTP/1.1 415 ");
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
