package dev.asyncgate.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.CallLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The windows of calls are bounded, start with their first call and refill at their end, all at once. */
class InventedAddressesFillNoMemoryTest {

    private static final CallLimit TWO_A_MINUTE = new CallLimit(2, Duration.ofSeconds(60));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Windows windows = new Windows(now::get);

    @Test
    void aWindowRefillsAtItsEnd() {
        assertThat(windows.count("a", TWO_A_MINUTE).remaining()).isEqualTo(1);
        now.set(Instant.EPOCH.plusSeconds(59));
        assertThat(windows.count("a", TWO_A_MINUTE).untilReset()).isEqualTo(Duration.ofSeconds(1));
        assertThat(windows.count("a", TWO_A_MINUTE).allowed()).isFalse();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(windows.count("a", TWO_A_MINUTE).remaining()).isEqualTo(1);
    }

    @Test
    void callersBeyondTheMostShareOneAndTakeNobodysAway() {
        for (int caller = 0; caller < Windows.MOST; caller++) {
            assertThat(windows.count("address " + caller, TWO_A_MINUTE).allowed())
                    .isTrue();
        }
        assertThat(windows.count("one more", TWO_A_MINUTE).remaining()).isEqualTo(1);
        assertThat(windows.count("another", TWO_A_MINUTE).remaining()).isZero();
        assertThat(windows.count("a third", TWO_A_MINUTE).allowed()).isFalse();
        assertThat(windows.count("address 7", TWO_A_MINUTE).remaining()).isZero();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(windows.count("a third", TWO_A_MINUTE).remaining()).isEqualTo(1);
    }
}
