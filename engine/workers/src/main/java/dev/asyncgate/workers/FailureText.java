package dev.asyncgate.workers;

import java.nio.charset.StandardCharsets;

/** Messages of failures as the gate keeps them: whoever wrote them, none is refused for its form. */
final class FailureText {

    private static final int MOST_CHARACTERS = 4000;

    private FailureText() {}

    /** The message without what JSON here may not contain, and not longer than somebody reads. */
    static String kept(String message) {
        String cut = message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) + " …" : message;
        // Encoding replaces halves of surrogate pairs.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
