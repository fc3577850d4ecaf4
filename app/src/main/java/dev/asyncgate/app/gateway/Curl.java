package dev.asyncgate.app.gateway;

import dev.asyncgate.gateway.HeardCall;
import java.net.URI;
import java.util.StringJoiner;

/** A request as somebody repeats it by hand. Its key is no part of it: it is read from the environment. */
final class Curl {

    private Curl() {}

    static String of(HeardCall call, URI gateway, boolean keyed) {
        var words = new StringJoiner(" \\\n  ");
        String method = call.method().equals("GET") ? "" : "-X " + call.method() + " ";
        words.add("curl -sS " + method + quoted(gateway + call.target()));
        if (keyed) {
            words.add("-H \"Authorization: Bearer $ASYNCGATE_API_KEY\"");
        }
        if (!call.contentType().isEmpty()) {
            words.add("-H " + quoted("Content-Type: " + call.contentType()));
        }
        if (!call.body().isEmpty()) {
            words.add(call.body().isWhole() ? "-d " + quoted(call.body().beginning()) : "-d @body.json");
        }
        return words.toString();
    }

    /** For a shell: nothing in it is expanded. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
