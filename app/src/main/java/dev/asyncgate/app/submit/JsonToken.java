package dev.asyncgate.app.submit;

/**
 * A smallest part of a text that may be JSON.
 *
 * @param start from 0, in UTF-16 characters
 * @param end behind the last character
 */
record JsonToken(Kind kind, int start, int end) {

    enum Kind {
        KEY,
        STRING,
        NUMBER,
        /** true, false, null, and whatever else looks like a word. */
        WORD,
        PUNCTUATION
    }

    String text(String whole) {
        return whole.substring(start, end);
    }
}
