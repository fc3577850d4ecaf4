package dev.asyncgate.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What becomes now of the runs whose time has come.
 *
 * @param firing the runs to fire, oldest first; the others up to the last are skipped
 * @param last the latest run that this settles
 */
record DueRuns(List<Instant> firing, Instant last) {

    /**
     * Decides by the policy of the schedule.
     *
     * @param schedule active, with a next run that is due
     * @param most how many runs to fire at most, at least 1
     */
    static DueRuns of(Schedule schedule, Instant now, int most) {
        if (schedule.misfire() == Misfire.CATCH_UP_ALL) {
            List<Instant> all = all(schedule, now, most);
            return new DueRuns(all, all.getLast());
        }
        Instant latest = latest(schedule, now);
        boolean tooLate = firesAt(schedule, latest).plus(Misfire.GRACE).isBefore(now);
        return new DueRuns(schedule.misfire() == Misfire.SKIP && tooLate ? List.of() : List.of(latest), latest);
    }

    private static List<Instant> all(Schedule schedule, Instant now, int most) {
        List<Instant> runs = new ArrayList<>();
        Instant run = next(schedule);
        do {
            runs.add(run);
            run = schedule.timing().next(run);
        } while (runs.size() < most && !firesAt(schedule, run).isAfter(now));
        return runs;
    }

    /** Jitter may have a run still wait when an earlier one is due. */
    private static Instant latest(Schedule schedule, Instant now) {
        Instant first = next(schedule);
        Instant run = schedule.timing().latest(now);
        while (run.isAfter(first) && firesAt(schedule, run).isAfter(now)) {
            run = schedule.timing().latest(run.minusNanos(1));
        }
        return run.isAfter(first) ? run : first;
    }

    private static Instant next(Schedule schedule) {
        return Objects.requireNonNull(schedule.nextRunAt());
    }

    private static Instant firesAt(Schedule schedule, Instant run) {
        return Upcoming.firesAt(schedule.scheduleId(), schedule.jitter(), run);
    }
}
