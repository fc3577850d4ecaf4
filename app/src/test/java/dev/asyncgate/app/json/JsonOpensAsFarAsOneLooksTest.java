package dev.asyncgate.app.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.json.JsonLine.Kind;
import dev.asyncgate.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A closed value has no lines; what is open shows every digit. */
class JsonOpensAsFarAsOneLooksTest {

    @Test
    void digitsAreShownAsTheyWereSent() {
        assertThat(lines("{\"total\":90071992547409931.10,\"one\":1e3}").list())
                .extracting(JsonLine::value)
                .containsExactly("{2}", "90071992547409931.10", "1000");
    }

    @Test
    void aClosedValueOpensAndCloses() {
        JsonLines lines = lines("{\"a\":{\"b\":[1,2,3,4,5]},\"c\":null}");
        JsonLine list = line(lines, "/a/b");
        assertThat(list.kind()).isEqualTo(Kind.CLOSED);
        assertThat(list.value()).isEqualTo("[5]");
        lines.choose(list);
        assertThat(line(lines, "/a/b/4").value()).isEqualTo("5");
        lines.choose(line(lines, "/a/b"));
        assertThat(line(lines, "/a/b").kind()).isEqualTo(Kind.CLOSED);
        lines.choose(line(lines, ""));
        assertThat(lines.list()).hasSize(1);
    }

    @Test
    void aLongListShowsAHundredAtATime() {
        String numbers = IntStream.range(0, 250).mapToObj(Integer::toString).collect(Collectors.joining(","));
        JsonLines lines = lines("[" + numbers + "]");
        List<JsonLine> first = lines.list();
        assertThat(first).hasSize(102);
        assertThat(first.getLast().kind()).isEqualTo(Kind.MORE);
        assertThat(first.getLast().value()).isEqualTo("150");
        lines.choose(first.getLast());
        lines.choose(lines.list().getLast());
        assertThat(lines.list()).hasSize(251);
    }

    @Test
    void ofAMillionMembersAHundredAreShown() {
        JsonLines lines = lines("{\"list\":[" + "7,".repeat(999_999) + "7]}");
        lines.choose(line(lines, "/list"));
        assertThat(lines.list()).hasSize(103);
        assertThat(lines.list().getLast().value()).isEqualTo("999900");
    }

    @Test
    void ofAMebibyteOnOneLineItsBeginningIsShown() {
        JsonLines lines = lines("{\"text\":\"a\\n" + "x".repeat(1 << 20) + "\"}");
        assertThat(line(lines, "/text").value())
                .startsWith("\"a\\nxxx")
                .endsWith("xxx…")
                .hasSizeLessThan(500);
    }

    @Test
    void namesWithSlashesKeepApart() {
        JsonLines lines = lines("{\"a/b\":{\"x\":1},\"a\":{\"b\":{\"y\":2}}}");
        assertThat(lines.list()).extracting(JsonLine::path).doesNotHaveDuplicates();
    }

    private static JsonLines lines(String text) {
        return new JsonLines(JsonDocument.of(Json.parse(text)).root());
    }

    private static JsonLine line(JsonLines lines, String path) {
        return lines.list().stream()
                .filter(line -> line.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
