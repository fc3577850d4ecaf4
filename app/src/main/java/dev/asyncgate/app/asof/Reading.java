package dev.asyncgate.app.asof;

import dev.asyncgate.history.FiguresAsOf;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.history.PausedTypesAsOf;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an instant as a whole, beside what is there now.
 *
 * @param now how many tasks are in each state now
 * @param owedNow how many obligations are open now
 * @param paused the types that were not handed out
 * @param next what happened next
 */
record Reading(
        Instant at,
        FiguresAsOf.Figures then,
        Map<TaskStatus, Long> now,
        long owedNow,
        List<PausedTypesAsOf.PausedThen> paused,
        Optional<NearestEvent.Event> next) {

    Reading {
        now = Map.copyOf(now);
        paused = List.copyOf(paused);
    }

    /** How many obligations have been discharged since. */
    long dischargedSince() {
        return Math.max(0, then.openObligations() + then.createdSince() - owedNow);
    }
}
