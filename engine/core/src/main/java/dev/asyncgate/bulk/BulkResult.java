package dev.asyncgate.bulk;

import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one task of many.
 *
 * @param type null where there is no such task
 * @param was its state before; as it has ended, where it had
 * @param workerId whose lease was ended; null for nobody's
 * @param receiptId what says so; null for none
 * @param newTaskId what was made of it; null for nothing
 * @param priority what it had before, where that was changed; else null
 * @param at when it was done, or how it stands had come to be; null where that is not known
 */
public record BulkResult(
        UUID taskId,
        @Nullable String type,
        @Nullable TaskStatus was,
        Effect effect,
        @Nullable String workerId,
        @Nullable UUID receiptId,
        @Nullable UUID newTaskId,
        @Nullable Integer priority,
        @Nullable Instant at) {

    /** What can become of one. */
    public enum Effect {
        DONE,
        /** It was so already, or somebody has changed it since. */
        UNCHANGED,
        /** It is in a state that this does not concern. */
        NOT_CONCERNED,
        /** Somebody else held its row all the time. */
        LOCKED,
        /** There is no such task. */
        GONE
    }
}
