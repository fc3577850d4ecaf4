package dev.asyncgate.app.theme;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.task.TaskStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one map from a task's state or a lease's end to colour, shape and word, for the whole program. A state is never
 * told by colour alone: each has a glyph or an end shape of its own, and its word beside it.
 */
public enum StateLook {
    TASK_QUEUED(Kind.TASK),
    TASK_LEASED(Kind.TASK),
    TASK_RUNNING(Kind.TASK),
    TASK_SUCCEEDED(Kind.TASK),
    TASK_FAILED(Kind.TASK),
    TASK_CANCELED(Kind.TASK),
    /** Not ended: no cap, open to the expiry. */
    LEASE_ACTIVE(Kind.LEASE),
    LEASE_COMPLETED(Kind.LEASE),
    LEASE_FAILED(Kind.LEASE),
    LEASE_RETRIED(Kind.LEASE),
    LEASE_RELEASED(Kind.LEASE),
    LEASE_EXPIRED(Kind.LEASE),
    LEASE_CANCELED(Kind.LEASE),
    LEASE_REVOKED(Kind.LEASE);

    private enum Kind {
        TASK("state"),
        LEASE("lease");

        private final String token;

        Kind(String token) {
            this.token = token;
        }
    }

    private final Kind kind;

    StateLook(Kind kind) {
        this.kind = kind;
    }

    /** The look of a task's state, by its wire name such as {@code queued}. */
    public static StateLook ofTask(String status) {
        return valueOf("TASK_" + status.toUpperCase(Locale.ROOT));
    }

    /** The look of a lease's end, by its wire name such as {@code expired}; {@code active} while it has not ended. */
    public static StateLook ofLease(String end) {
        return valueOf("LEASE_" + end.toUpperCase(Locale.ROOT));
    }

    public static StateLook of(TaskStatus status) {
        return ofTask(status.wireName());
    }

    /** The look of a lease's end; null for one that has not ended. */
    public static StateLook of(@Nullable LeaseEnd end) {
        return end == null ? LEASE_ACTIVE : ofLease(end.wireName());
    }

    public boolean isTask() {
        return kind == Kind.TASK;
    }

    /** The word, which is the wire name. */
    public String word() {
        return name().substring(kind.name().length() + 1).toLowerCase(Locale.ROOT);
    }

    /** The colour's token without the leading hyphen, such as {@code ag-state-queued}. */
    public String token() {
        return "ag-" + kind.token + "-" + word();
    }
}
