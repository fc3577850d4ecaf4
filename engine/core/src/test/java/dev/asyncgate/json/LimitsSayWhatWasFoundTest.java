package dev.asyncgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsSayWhatWasFoundTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1] | a list", "\"a\" | a text", "1 | a number", "true | true or false", "null | null"})
    void onlyAnObjectIsAnObject(String json, String found) {
        assertRefused(
                () -> Limits.requireObject("payload", Json.parse(json)),
                ErrorCode.INVALID_REQUEST,
                "payload must be a JSON object; found " + found + ".");
        assertThat(Limits.requireObject("payload", Json.emptyObject())).isEqualTo(Json.emptyObject());
    }

    @Test
    void tooManyBytesNameBothSizes() {
        Json exact = Json.parse("\"" + "x".repeat(Limits.DETAIL_BYTES - 2) + "\"");
        Json over = Json.parse("\"" + "x".repeat(Limits.DETAIL_BYTES - 1) + "\"");

        assertThat(Limits.requireAtMost("error", exact, Limits.DETAIL_BYTES)).isSameAs(exact);
        assertRefused(
                () -> Limits.requireAtMost("error", over, Limits.DETAIL_BYTES),
                ErrorCode.PAYLOAD_TOO_LARGE,
                "error has 65,537 bytes; at most 65,536 are allowed.");
    }

    @Test
    void textsAreCountedInCharactersAndMayNotHoldHalfOnes() {
        assertThat(Limits.requireText("type", "😀".repeat(255), 1, 255)).hasSize(510);
        assertRefused(
                () -> Limits.requireText("type", "", 1, 255), "type has 0 characters; it needs 1 to 255 characters.");
        assertRefused(
                () -> Limits.requireText("type", "x".repeat(1_256), 1, 255),
                "type has 1,256 characters; it needs 1 to 255 characters.");
        assertRefused(() -> Limits.requireText("type", null, 1, 255), "type is missing; it needs 1 to 255 characters.");
        assertRefused(() -> Limits.requireText("type", "a\0", 1, 255), "type contains the character NUL");
        assertRefused(() -> Limits.requireText("type", "a\ud800", 1, 255), "type contains half a surrogate pair");
    }

    @Test
    void numbersOutOfRangeNameTheRange() {
        assertThat(Limits.requireRange("max_attempts", 1_000, 1, Limits.MAX_ATTEMPTS))
                .isEqualTo(1_000);
        assertRefused(
                () -> Limits.requireRange("max_attempts", 1_001, 1, Limits.MAX_ATTEMPTS),
                "max_attempts is 1,001; allowed are 1 to 1,000.");
        assertRefused(
                () -> Limits.requireRange("priority", 1L << 31, Integer.MIN_VALUE, Integer.MAX_VALUE),
                "priority is 2,147,483,648; allowed are -2,147,483,648 to 2,147,483,647.");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertRefused(call, ErrorCode.INVALID_REQUEST, message);
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageStartingWith(message);
            assertThat(e.field()).isNotBlank();
        });
    }
}
