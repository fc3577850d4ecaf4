package dev.asyncgate.app.words;

import java.net.URI;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How somebody makes a request of a gateway by hand. The key is no part of it: it is read from the environment.
 *
 * @param keyed whether callers need a key
 */
public record Curl(URI gateway, boolean keyed) {

    /** {@code data} is what is sent, or where it is; null for nothing. */
    public String of(String method, String target, String contentType, @Nullable String data) {
        var words = new StringJoiner(" \\\n  ");
        words.add("curl -sS " + (method.equals("GET") ? "" : "-X " + method + " ") + quoted(gateway + target));
        if (keyed) {
            words.add("-H \"Authorization: Bearer $ASYNCGATE_API_KEY\"");
        }
        if (!contentType.isEmpty()) {
            words.add("-H " + quoted("Content-Type: " + contentType));
        }
        if (data != null) {
            words.add("-d " + quoted(data));
        }
        return words.toString();
    }

    /** For a shell: nothing in it is expanded. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
