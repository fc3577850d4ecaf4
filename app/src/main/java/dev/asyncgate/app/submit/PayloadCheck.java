package dev.asyncgate.app.submit;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a payload once it was read, off the FX thread.
 *
 * @param text what was read
 * @param json the value; null where the text is none
 * @param problem where it is no JSON; null where it is
 * @param fault what else is wrong
 * @param bytes the size that counts: of the compact form, or of the text where there is none
 * @param document the value made ready for the tree; null where there is none
 * @param tokens for the colours; empty beyond {@link #COLOURED} characters
 */
record PayloadCheck(
        String text,
        @Nullable Json json,
        Json.Check.@Nullable Problem problem,
        Fault fault,
        int bytes,
        @Nullable JsonDocument document,
        List<JsonToken> tokens,
        List<NumberNote> numbers) {

    /** Up to so many characters are coloured: beyond it colouring costs more than a frame. */
    static final int COLOURED = 100_000;

    enum Fault {
        NONE,
        NO_JSON,
        NO_OBJECT,
        TOO_LARGE
    }

    static PayloadCheck of(String text) {
        List<JsonToken> coloured = text.length() <= COLOURED ? JsonTokens.of(text) : List.of();
        return switch (Json.check(text)) {
            case Json.Check.Ok(Json json) -> {
                int bytes = json.bytes();
                yield new PayloadCheck(
                        text,
                        json,
                        null,
                        fault(json, bytes),
                        bytes,
                        JsonDocument.of(json),
                        coloured,
                        NumberNote.of(text));
            }
            case Json.Check.Problem problem -> {
                int bytes = text.getBytes(StandardCharsets.UTF_8).length;
                yield new PayloadCheck(text, null, problem, Fault.NO_JSON, bytes, null, coloured, NumberNote.of(text));
            }
        };
    }

    private static Fault fault(Json json, int bytes) {
        if (!json.isObject()) {
            return Fault.NO_OBJECT;
        }
        return bytes > Limits.PAYLOAD_BYTES ? Fault.TOO_LARGE : Fault.NONE;
    }

    boolean isColoured() {
        return text.length() <= COLOURED;
    }
}
