package dev.asyncgate.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnInstantOfAnotherDayHasItsDateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    @AfterEach
    void sayAsBefore() {
        Instants.say(Instants.Manner.of(ZoneOffset.UTC));
    }

    @Test
    void todayTheTimeAloneIsEnough() {
        Instants.say(new Instants.Manner(ZoneOffset.UTC, null, Clock.fixed(NOW, ZoneOffset.UTC)));
        assertThat(Instants.near(NOW.minusSeconds(3600))).isEqualTo("13:00:00");
        assertThat(Instants.near(NOW.minusSeconds(86_400))).isEqualTo("2026-11-22 14:00:00");
    }

    @Test
    void whichDayItIsDependsOnTheZone() {
        Instants.say(new Instants.Manner(ZoneOffset.ofHours(12), null, Clock.fixed(NOW, ZoneOffset.UTC)));
        assertThat(Instants.near(NOW.minusSeconds(3 * 3600))).isEqualTo("2026-11-23 23:00:00");
    }
}
