package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DurationsAreReadAsWrittenTest {

    @Test
    void unitsAreSecondsMinutesHoursAndDays() {
        assertThat(DurationText.parse("90s")).contains(Duration.ofSeconds(90));
        assertThat(DurationText.parse("5m")).contains(Duration.ofMinutes(5));
        assertThat(DurationText.parse(" 2 h ")).contains(Duration.ofHours(2));
        assertThat(DurationText.parse("1d")).contains(Duration.ofDays(1));
        assertThat(DurationText.parse("1h 30m")).contains(Duration.ofMinutes(90));
    }

    @Test
    void nowIsNoTimeAtAll() {
        assertThat(DurationText.parse("now")).contains(Duration.ZERO);
        assertThat(DurationText.parse("0")).contains(Duration.ZERO);
    }

    @Test
    void aMinusIsUnderstoodSoThatItCanBeRefused() {
        assertThat(DurationText.parse("-5m")).contains(Duration.ofMinutes(-5));
    }

    @Test
    void anythingElseIsNoDuration() {
        assertThat(DurationText.parse("")).isEmpty();
        assertThat(DurationText.parse("5")).isEmpty();
        assertThat(DurationText.parse("5 weeks")).isEmpty();
        assertThat(DurationText.parse("1.5h")).isEmpty();
        assertThat(DurationText.parse("99999999999999999999d")).isEmpty();
        assertThat(DurationText.parse("9223372036854775807d")).isEmpty();
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = 31_536_000) long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        assertThat(DurationText.parse(DurationText.of(duration))).contains(duration);
    }
}
