package dev.asyncgate.app.asof;

import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a list shows of an instant; {@code status} is the state that tasks were in, null for any. */
record PastQuery(Instant at, @Nullable TaskStatus status) {

    PastQuery at(Instant then) {
        return new PastQuery(then, status);
    }

    PastQuery in(@Nullable TaskStatus wanted) {
        return new PastQuery(at, wanted);
    }
}
