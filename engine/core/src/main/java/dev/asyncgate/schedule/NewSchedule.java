package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.task.NewTask;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is asked for, in the payload of a {@code schedule.create} task:
 *
 * <ul>
 *   <li>{@code interval_seconds}, 1 to 31,536,000: elapsed seconds between runs, counted from the creation; or
 *   <li>{@code cron}: five UNIX fields (see {@link Cron}), with {@code time_zone}, an IANA name (default {@code UTC})
 *   <li>{@code template}, required: the task of each run, with {@code type}, {@code payload}, {@code payload_pointer},
 *       {@code principal_ai}, {@code requirements}, {@code expected_outcome_kind}, {@code expected_artifact_mime},
 *       {@code priority}, {@code max_attempts}, {@code retry_backoff_seconds}; at most 1,000,000 bytes
 *   <li>{@code misfire}: {@code skip}, {@code catch_up_one} (default) or {@code catch_up_all} (see {@link Misfire})
 *   <li>{@code jitter_seconds}, 0 to 3,600 and no longer than the interval (default 0): a run fires up to so much later
 * </ul>
 *
 * @param interval null when it runs by cron
 * @param cron null when it runs by interval
 */
public record NewSchedule(
        @Nullable Duration interval, @Nullable Cron cron, Misfire misfire, Duration jitter, Json template) {

    private static final List<String> MEMBERS =
            List.of("interval_seconds", "cron", "time_zone", "template", "misfire", "jitter_seconds");

    private static final int LONGEST_INTERVAL_SECONDS = 31_536_000;
    /** An answer holds it besides what else is said of a schedule, and is a result, of at most 1 MiB. */
    private static final int TEMPLATE_BYTES = 1_000_000;

    private static final int LONGEST_JITTER_SECONDS = 3_600;

    /**
     * Reads a payload.
     *
     * @throws GateException INVALID_REQUEST or PAYLOAD_TOO_LARGE, naming the member
     */
    public static NewSchedule parse(Json payload) {
        Fields fields = new Fields("", payload.node(), MEMBERS);
        if (fields.has("interval_seconds") == fields.has("cron")) {
            throw GateException.invalid(
                    "interval_seconds", "A schedule has either interval_seconds or cron; give one of them.");
        }
        Duration interval = interval(fields);
        Cron cron = cron(fields);
        String misfire = fields.text("misfire");
        Json template = fields.json("template");
        if (template == null) {
            throw GateException.invalid("template", "template is missing: the task that each run creates.");
        }
        Limits.requireAtMost("template", template, TEMPLATE_BYTES);
        NewTask.Builder _ = Template.task(template);
        return new NewSchedule(
                interval,
                cron,
                misfire == null ? Misfire.CATCH_UP_ONE : Misfire.parse(misfire),
                jitter(fields, interval),
                template);
    }

    /** Its first runs if it is created at this instant; each fires up to its jitter later. */
    public List<Instant> firstRuns(Instant createdAt, int runs) {
        Timing timing = timing(createdAt);
        return Stream.iterate(timing.next(createdAt), timing::next).limit(runs).toList();
    }

    /** When it runs if it is created at this instant. */
    Timing timing(Instant createdAt) {
        return interval == null
                ? Objects.requireNonNull(cron)
                : new Interval(interval, createdAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static @Nullable Duration interval(Fields fields) {
        Integer seconds = fields.integer("interval_seconds");
        if (seconds == null) {
            return null;
        }
        if (fields.has("time_zone")) {
            throw GateException.invalid("time_zone", "time_zone belongs to cron: an interval is in elapsed seconds.");
        }
        Limits.requireRange("interval_seconds", seconds.intValue(), 1, LONGEST_INTERVAL_SECONDS);
        return Duration.ofSeconds(seconds);
    }

    private static @Nullable Cron cron(Fields fields) {
        String expression = fields.text("cron");
        return expression == null ? null : Cron.parse(expression, zone(fields.text("time_zone")));
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw GateException.invalid(
                    "time_zone",
                    "time_zone is \"%s\", which is no IANA name; write for example Europe/Berlin.".formatted(name));
        }
    }

    private static Duration jitter(Fields fields, @Nullable Duration interval) {
        int seconds = Objects.requireNonNullElse(fields.integer("jitter_seconds"), 0);
        long longest =
                interval == null ? LONGEST_JITTER_SECONDS : Math.min(LONGEST_JITTER_SECONDS, interval.toSeconds());
        Limits.requireRange("jitter_seconds", seconds, 0, longest);
        return Duration.ofSeconds(seconds);
    }
}
