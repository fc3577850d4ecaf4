package dev.asyncgate.app.asof;

import dev.asyncgate.app.words.Instants;
import dev.asyncgate.history.LeaseThen;
import dev.asyncgate.history.TaskAsOf.Answer;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as it was beside how it is now, line by line. Pure. */
final class Comparison {

    private static final int LONGEST_JSON = 80;

    /**
     * One thing that is told of it.
     *
     * @param key the end of its text key
     * @param then as it was; empty where there was nothing
     * @param now as it is
     */
    record Line(String key, String then, String now) {

        boolean hasChanged() {
            return !then.equals(now);
        }
    }

    private Comparison() {}

    /** The lines; none where how it was is not known. */
    static List<Line> of(PastDossier dossier) {
        Task now = dossier.now();
        if (!(dossier.then() instanceof Answer.Known then) || now == null) {
            return List.of();
        }
        TaskThen task = then.task();
        LeaseSpan live =
                dossier.leases().stream().filter(LeaseSpan::isLive).findFirst().orElse(null);
        LeaseThen lease = task.lease();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("status", task.status().wireName(), now.status().wireName()));
        lines.add(new Line(
                "failures", task.attempt() + " / " + task.maxAttempts(), now.attempt() + " / " + now.maxAttempts()));
        lines.add(new Line("priority", String.valueOf(task.priority()), String.valueOf(now.priority())));
        lines.add(new Line("held", yes(task.held()), yes(now.held())));
        lines.add(new Line("eligible", instant(task.nextEligibleAt()), instant(now.nextEligibleAt())));
        lines.add(new Line("worker", lease == null ? "" : lease.workerId(), live == null ? "" : live.workerId()));
        lines.add(new Line(
                "expires",
                instant(lease == null ? null : lease.expiresAt()),
                instant(live == null ? null : live.expiresAt())));
        lines.add(new Line("progress", progress(then.progress()), progress(now.progress())));
        lines.add(new Line("result", result(then.result()), result(now.result())));
        Task.Amendment amendment = now.amendment();
        if (amendment != null) {
            lines.add(new Line("amended", instant(then.amendedAt()), instant(amendment.at())));
        }
        return lines;
    }

    private static String yes(boolean yes) {
        return yes ? "✓" : "";
    }

    private static String instant(@Nullable Instant instant) {
        return instant == null ? "" : Instants.second(instant);
    }

    private static String progress(Task.@Nullable Progress progress) {
        return progress == null ? "" : progress.number() + ": " + brief(progress.progress());
    }

    private static String result(@Nullable TaskResult result) {
        if (result == null) {
            return "";
        }
        Json said = result.result() == null ? result.error() : result.result();
        return said == null ? result.outcome().wireName() : brief(said);
    }

    private static String brief(Json json) {
        String text = json.text();
        return text.length() <= LONGEST_JSON ? text : text.substring(0, LONGEST_JSON - 1) + "…";
    }
}
