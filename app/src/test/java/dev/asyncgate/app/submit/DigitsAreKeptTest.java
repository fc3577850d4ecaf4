package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsAreKeptTest {

    @Test
    void aNumberThatADoubleWouldChangeIsNamedWithItsKey() {
        assertThat(notes("{\"a\":1,\"ledger_total\":90071992547409931.10}"))
                .containsExactly(new NumberNote("ledger_total", "90071992547409931.10", "90071992547409940"));
        assertThat(notes("{\"id\":9007199254740993}"))
                .containsExactly(new NumberNote("id", "9007199254740993", "9007199254740992"));
    }

    @Test
    void aNumberThatADoubleKeepsIsNot() {
        assertThat(notes("{\"a\":0.1,\"b\":123456789012345,\"c\":1e3,\"d\":10.0000000000000000,\"e\":-0.5}"))
                .isEmpty();
    }

    @Test
    void digitsInsideATextAreNoNumber() {
        assertThat(notes("{\"a\":\"90071992547409931.10\"}")).isEmpty();
    }

    @Test
    void beyondADoubleIsToldToo() {
        assertThat(notes("{\"a\":1e400}")).extracting(NumberNote::asDouble).containsExactly("Infinity");
    }

    @Test
    void formattingKeepsEveryDigitAndEscape() {
        String text = "{\"a\":1.10,\"b\":[1E2,\"\\u00e9\"],\"c\":{},\"d\":[],\"e\":{\"f\":null}}";
        String laidOut = JsonLayout.of(text);
        assertThat(laidOut).isEqualTo("""
                {
                  "a": 1.10,
                  "b": [
                    1E2,
                    "\\u00e9"
                  ],
                  "c": {},
                  "d": [],
                  "e": {
                    "f": null
                  }
                }""");
        assertThat(Json.parse(laidOut).text()).isEqualTo(Json.parse(text).text());
        assertThat(JsonLayout.of(laidOut)).isEqualTo(laidOut);
    }

    private static List<NumberNote> notes(String text) {
        return NumberNote.of(text);
    }
}
