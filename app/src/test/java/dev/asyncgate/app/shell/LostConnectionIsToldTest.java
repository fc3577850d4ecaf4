package dev.asyncgate.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Connection.Connected;
import dev.asyncgate.app.shell.Connection.Lost;
import dev.asyncgate.database.ChangeFeed.Outage;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostConnectionIsToldTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Tenant TENANT = new Tenant(new UUID(0, 0), "default");

    private final ManualClock clock = new ManualClock();
    private final Background background = Background.direct();
    private boolean answers = true;
    private int asked;
    private @Nullable Outage outage;
    private final ShellViewModel shell =
            new ShellViewModel(background, clock, TENANT, tenant -> this::pulse, () -> outage);

    @BeforeEach
    void start() {
        shell.start();
    }

    @Test
    void anAnswerShowsServerLatencyAndCounts() {
        assertThat(shell.connectionProperty().get())
                .isEqualTo(new Connected("here", Duration.ofMillis(2), Optional.empty()));
        assertThat(shell.countsProperty().get()).containsEntry("queued", 3L);
    }

    @Test
    void aLossIsTimedFromTheFirstFailureAndTriedAgainLaterAndLater() {
        answers = false;
        List<Long> tries = new ArrayList<>();
        int before = asked;
        for (int second = 1; second <= 40; second++) {
            clock.now = START.plusSeconds(second);
            shell.beat();
            if (asked != before) {
                tries.add((long) second);
                before = asked;
            }
        }
        assertThat(tries).containsExactly(1L, 2L, 4L, 8L, 16L, 31L);
        assertThat(shell.connectionProperty().get()).isInstanceOfSatisfying(Lost.class, lost -> {
            assertThat(lost.since()).isEqualTo(START.plusSeconds(1));
            assertThat(lost.reason()).isEqualTo("The database does not answer.");
            assertThat(lost.nextTry()).isEqualTo(START.plusSeconds(46));
        });
    }

    @Test
    void anOutageThatTheEngineKnowsOfIsToldAtOnceAndForAWhileAfterwards() {
        outage = new Outage(START, null);
        clock.now = START.plusSeconds(1);
        shell.beat();
        assertThat(shell.connectionProperty().get())
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.since()).isEqualTo(START));

        outage = new Outage(START, START.plusSeconds(2));
        clock.now = START.plusSeconds(3);
        shell.beat();
        assertThat(shell.connectionProperty().get())
                .isEqualTo(new Connected("here", Duration.ofMillis(2), Optional.of(Duration.ofSeconds(2))));

        clock.now = START.plusSeconds(60);
        shell.beat();
        assertThat(shell.connectionProperty().get())
                .isEqualTo(new Connected("here", Duration.ofMillis(2), Optional.empty()));
    }

    @Test
    void theLastCountsStayWhileTheConnectionIsLost() {
        answers = false;
        shell.beat();
        assertThat(shell.countsProperty().get()).containsEntry("queued", 3L);
    }

    @Test
    void tryingNowDoesNotWait() {
        answers = false;
        shell.beat();
        answers = true;
        shell.retryNow();
        assertThat(shell.connectionProperty().get()).isInstanceOf(Connected.class);
    }

    @Test
    void aPausedConsoleAsksNothingAndKeepsTheClock() {
        shell.toggleLive();
        int before = asked;
        clock.now = START.plusSeconds(5);
        shell.beat();
        assertThat(asked).isEqualTo(before);
        assertThat(shell.nowProperty().get()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void anotherTenantIsAskedForAtOnce() {
        int before = asked;
        shell.tenantProperty().set(new Tenant(new UUID(0, 1), "demo"));
        assertThat(asked).isEqualTo(before + 1);
    }

    private Pulse pulse() {
        asked++;
        if (!answers) {
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
        }
        return new Pulse("here", Duration.ofMillis(2), Map.of("queued", 3L));
    }

    private static final class ManualClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
