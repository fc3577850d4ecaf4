package dev.asyncgate.app.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What follows changes asks again when one is heard, and only while somebody looks. */
class ChangesAreFollowedTest {

    private final Background background = Background.direct();
    private final Scope scope = background.scope();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aChangeIsAskedAfterWithoutWaitingForThePeriod() {
        follow();
        background.changed();

        assertThat(asked).hasValue(2);
    }

    @Test
    void aPollThatFollowsNothingWaitsForItsPeriod() {
        var _ = scope.poll(Duration.ofSeconds(5), asked::incrementAndGet, result -> {}, failure -> {});
        background.changed();

        assertThat(asked).hasValue(1);
    }

    @Test
    void whoHasLeftIsNotBothered() {
        follow();
        scope.cancelAll();
        background.changed();

        assertThat(asked).hasValue(1);
    }

    @Test
    void aPausedConsoleAsksNothing() {
        follow();
        background.liveProperty().set(false);
        background.changed();

        assertThat(asked).hasValue(1);
    }

    private void follow() {
        var _ = scope.follow(Duration.ofSeconds(5), asked::incrementAndGet, result -> {}, failure -> {});
    }
}
