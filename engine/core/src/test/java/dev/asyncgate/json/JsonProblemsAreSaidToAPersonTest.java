package dev.asyncgate.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProblemsAreSaidToAPersonTest {

    /** In the texts a bar stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "`` ~ 1 ~ 1 ~ expected a value such as {} and found the end of the text",
                "{\"a\": 1|  \"sources\": 2} ~ 2 ~ 3 ~"
                        + " expected , or } and found \"sources\"; is a comma missing before it?",
                "[1 2] ~ 1 ~ 4 ~ expected , or ] and found 2; is a comma missing before it?",
                "{\"a\": \"x ~ 1 ~ 7 ~ the text that starts here is never closed; expected \" before the end",
                "{\"a\": \"x|} ~ 1 ~ 7 ~"
                        + " the text that starts here is not closed on its line; expected \", or \\n for a break",
                "{|  \"a\": [1 ~ 2 ~ 10 ~"
                        + " expected ] and found the end of the text; the [ at line 2, column 8 is not closed",
                "{ ~ 1 ~ 2 ~ expected } and found the end of the text; the { at line 1, column 1 is not closed",
                "{\"a\": 1} } ~ 1 ~ 10 ~ expected the end of the text and found }",
                "{\"a\": 1, } ~ 1 ~ 8 ~ nothing follows this comma; remove it, or add what should stand before }",
                "[1,] ~ 1 ~ 3 ~ nothing follows this comma; remove it, or add what should stand before ]",
                "{'a': 1} ~ 1 ~ 2 ~ texts stand in double quotes; expected \" and found '",
                "{\"a\": 'x'} ~ 1 ~ 7 ~ texts stand in double quotes; expected \" and found '",
                "{a: 1} ~ 1 ~ 2 ~ a key stands in double quotes: expected \"a\" and found a",
                "{\"a\" 1} ~ 1 ~ 6 ~ expected : after the key and found 1",
                "{\"a\": } ~ 1 ~ 7 ~ expected a value and found }",
                "{\"a\": True} ~ 1 ~ 7 ~ unknown word True; expected true, false, null or a text in double quotes",
                "[NaN] ~ 1 ~ 2 ~ NaN is no JSON number",
                "[-Infinity] ~ 1 ~ 2 ~ -Infinity is no JSON number",
                "[007] ~ 1 ~ 2 ~ 007 is no JSON number; it must not start with 0",
                "[.5] ~ 1 ~ 2 ~ .5 is no JSON number; numbers look like 12, -0.5 or 1e6",
                "[1.] ~ 1 ~ 2 ~ 1. is no JSON number; numbers look like 12, -0.5 or 1e6",
                "[+1] ~ 1 ~ 2 ~ +1 is no JSON number; numbers look like 12, -0.5 or 1e6",
                "{} // later ~ 1 ~ 4 ~ JSON has no comments; remove this one",
                "[1, # no|2] ~ 1 ~ 5 ~ JSON has no comments; remove this one",
                "{\"a\": 1,| \"a\": 2} ~ 2 ~ 2 ~ the key \"a\" stands twice in this object",
                "[\"a\\q\"] ~ 1 ~ 4 ~ \\q is no escape; allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u",
                "[\"\\u12\"] ~ 1 ~ 3 ~ expected four hex digits after \\u",
                "[1,\u00a02] ~ 1 ~ 4 ~ expected a value and found the character U+00A0",
                "\u201ca\u201d ~ 1 ~ 1 ~ texts stand in double quotes; expected \" and found \u201c"
            })
    void theMessageNamesThePlaceWhatWasFoundAndWhatToDo(String text, int line, int column, String message) {
        Json.Check check = Json.check(text.replace('|', '\n'));

        assertThat(check).isInstanceOfSatisfying(Json.Check.Problem.class, problem -> {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(line + ":" + column);
        });
    }
}
