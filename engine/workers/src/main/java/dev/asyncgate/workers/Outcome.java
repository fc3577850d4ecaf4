package dev.asyncgate.workers;

import dev.asyncgate.json.Json;
import dev.asyncgate.task.Completion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
}
