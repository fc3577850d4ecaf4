package dev.asyncgate.app.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnInstantIsReadAsPeopleTypeItTest {

    private static final Instant LOOKED = Instant.parse("2026-11-23T14:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "14:33, 2026-11-23T14:33:00Z",
        "4:33, 2026-11-23T04:33:00Z",
        "14:33:12, 2026-11-23T14:33:12Z",
        "14:33:12.250, 2026-11-23T14:33:12.250Z",
        "14:33:12.123456789, 2026-11-23T14:33:12.123456Z",
        "2026-11-20 08:05, 2026-11-20T08:05:00Z",
        "2026-11-20T08:05:01.5Z, 2026-11-20T08:05:01.500Z",
        "'  2026-11-20   08:05 ', 2026-11-20T08:05:00Z"
    })
    void aTimeAloneIsOfTheDayThatIsLookedAt(String typed, Instant expected) {
        assertThat(InstantText.read(typed, LOOKED)).isEqualTo(new InstantText.Read.Ok(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "25:00", "14:61", "2026-02-30 10:00", "14", "14:33 tomorrow"})
    void whatIsNoInstantIsSaidToBeNone(String typed) {
        assertThat(InstantText.read(typed, LOOKED)).isEqualTo(new InstantText.Read.Wrong());
    }

    @Test
    void whatIsShownIsReadBack() {
        Instant instant = Instant.parse("2026-11-23T14:33:12.204Z");
        assertThat(InstantText.read(InstantText.of(instant), LOOKED)).isEqualTo(new InstantText.Read.Ok(instant));
    }
}
