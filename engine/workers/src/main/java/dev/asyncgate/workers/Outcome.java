package dev.asyncgate.workers;

import dev.asyncgate.json.Json;
import dev.asyncgate.task.Completion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a worker has to say about a task that it was given. */
public sealed interface Outcome {

    /** The work is done. */
    record Completed(Completion completion) implements Outcome {}

    /**
     * The work failed.
     *
     * @param error an object of at most 64 KiB
     * @param retryable whether trying again may help
     */
    record Failed(Json error, boolean retryable) implements Outcome {}

    /**
     * Somebody else should do it.
     *
     * @param delay before it may be claimed again; null for at once
     */
    record Released(@Nullable Duration delay) implements Outcome {}

    /**
     * The work is done and can be found.
     *
     * @param result an object of at most 1 MiB
     * @param artifacts by which the work is found: a list of objects or texts, or an object
     */
    static Outcome done(Json result, Json artifacts) {
        return new Completed(Completion.of(result, artifacts));
    }

    /** The work failed, with what is wrong as {@code {"kind", "message"}}. */
    static Outcome failed(String kind, String message, boolean retryable) {
        return new Failed(
                Json.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", kind)
                        .put("message", FailureText.kept(message))),
                retryable);
    }
}
