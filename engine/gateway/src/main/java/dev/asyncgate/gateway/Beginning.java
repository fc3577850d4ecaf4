package dev.asyncgate.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The beginning of a body that passes by, and how long it was. Used by one thread. */
final class Beginning {

    /** A key without its secret part; what is cut off in the middle of one still has too much of it. */
    private static final Pattern KEY = Pattern.compile("\\b(ag_[A-Za-z0-9_-]{8})[A-Za-z0-9_-]+");

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int bytes;

    void hear(byte[] from, int offset, int length) {
        int room = Math.min(length, HeardCall.MOST_BODY_BYTES - kept.size());
        if (room > 0) {
            kept.write(from, offset, room);
        }
        bytes += length;
    }

    /** It begins anew: what was heard was taken back. */
    void forget() {
        kept.reset();
        bytes = 0;
    }

    /** A key that was just made stands in its answer, and may be seen by its caller alone. */
    HeardCall.Body body() {
        String text = kept.toString(StandardCharsets.UTF_8);
        return new HeardCall.Body(KEY.matcher(text).replaceAll("$1…"), bytes);
    }
}
