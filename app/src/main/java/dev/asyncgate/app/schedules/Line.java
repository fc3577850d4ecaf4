package dev.asyncgate.app.schedules;

import dev.asyncgate.schedule.Cron;
import dev.asyncgate.schedule.Interval;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.ScheduleRun;
import dev.asyncgate.schedule.ScheduleState;
import java.time.Instant;
import java.util.List;

/**
 * A schedule as the list shows it.
 *
 * @param runs its last, the newest first
 */
record Line(Schedule schedule, List<ScheduleRun> runs) {

    Line {
        runs = List.copyOf(runs);
    }

    /** What its runs create. */
    String type() {
        return schedule.template().node().path("type").asString("");
    }

    /** As it was written: five fields, or every so many seconds. */
    String rhythm() {
        return switch (schedule.timing()) {
            case Cron cron -> cron.expression();
            case Interval interval -> "every " + length(interval.length().toSeconds());
        };
    }

    private static String length(long seconds) {
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    String zone() {
        return schedule.timing() instanceof Cron cron ? cron.zone().getId() : "";
    }

    /** Whether nobody has fired it for two intervals. */
    boolean isStale(Instant now) {
        Instant staleAt = schedule.staleAt();
        return staleAt != null && !now.isBefore(staleAt);
    }

    boolean isActive() {
        return schedule.state() == ScheduleState.ACTIVE;
    }
}
