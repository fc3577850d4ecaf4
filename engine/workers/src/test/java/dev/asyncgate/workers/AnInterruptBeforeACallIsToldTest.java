package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who was interrupted before there was a connection has sent nothing, and hears it like any call that did not get through. */
class AnInterruptBeforeACallIsToldTest {

    @Test
    void nothingIsSentAndTheInterruptIsKept() {
        var gate = new GateConnection(URI.create("http://127.0.0.1:1"), null);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> gate.post("/v1/leases", new WireBody(), Duration.ZERO, body -> body))
                    .isInstanceOfSatisfying(
                            GateException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
