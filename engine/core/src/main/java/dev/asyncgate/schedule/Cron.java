package dev.asyncgate.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs at the minutes of a UNIX cron expression (five fields: minute, hour, day of month, month, day of week; a day matches
 * when either day field does if both are restricted), read on the wall clock of a time zone.
 *
 * <p>When clocks go forward, a time that does not exist runs once, as much later as the clock was moved (02:30 at 03:30
 * where an hour is left out); a run that is due at that instant anyway is the same run. When clocks go back, a time that
 * happens twice runs once, the first time.
 */
public final class Cron implements Timing {

    private static final int LONGEST_CHARACTERS = 255;

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;

    private Cron(String expression, ZoneId zone, ExecutionTime times) {
        this.expression = expression;
        this.zone = zone;
        this.times = times;
    }

    /**
     * Reads an expression.
     *
     * @throws GateException INVALID_REQUEST when it is none, or names only days that no month has
     */
    public static Cron parse(String expression, ZoneId zone) {
        if (expression.length() > LONGEST_CHARACTERS) {
            throw refused(expression.substring(0, 40) + "…", "it has more than 255 characters");
        }
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            var cron = new Cron(expression, zone, ExecutionTime.forCron(parser.parse(expression)));
            if (cron.following(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
                throw refused(expression, "there is no such day in any year");
            }
            return cron;
        } catch (IllegalArgumentException e) {
            throw refused(
                    expression,
                    String.valueOf(e.getMessage()).replaceFirst("^Failed to parse cron expression\\. ", ""));
        }
    }

    private static GateException refused(String expression, String why) {
        return GateException.invalid(
                "cron",
                "cron is \"%s\": %s. Write five fields: minute, hour, day of month, month, day of week; for example 30 2 * * MON-FRI."
                        .formatted(expression, why.replaceFirst("[.!]$", "")));
    }

    /** As it was written. */
    public String expression() {
        return expression;
    }

    /** Where the wall clock hangs. */
    public ZoneId zone() {
        return zone;
    }

    /** Times that a clock left out come later than some that follow them, so the soonest is looked for. */
    @Override
    public Instant next(Instant after) {
        ZoneRules rules = zone.getRules();
        LocalDateTime local = LocalDateTime.ofInstant(after, zone).minus(leftOutJustBefore(after, rules));
        Instant soonest = null;
        while (true) {
            local = following(local).orElseThrow();
            Instant instant = local.atZone(zone).toInstant();
            if (instant.isAfter(after)) {
                soonest = soonest == null || instant.isBefore(soonest) ? instant : soonest;
                if (!rules.getValidOffsets(local).isEmpty()) {
                    return soonest;
                }
            }
        }
    }

    /** How far a clock was moved forward, while the times that it left out are being made up for; else zero. */
    private static Duration leftOutJustBefore(Instant instant, ZoneRules rules) {
        ZoneOffsetTransition change = rules.previousTransition(instant.plusNanos(1));
        return change != null
                        && change.isGap()
                        && instant.isBefore(change.getInstant().plus(change.getDuration()))
                ? change.getDuration()
                : Duration.ZERO;
    }

    /** The next time on the wall clock, as if it were never moved. */
    private Optional<LocalDateTime> following(LocalDateTime local) {
        return times.nextExecution(local.atZone(ZoneOffset.UTC)).map(next -> next.toLocalDateTime());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron cron && cron.expression.equals(expression) && cron.zone.equals(zone);
    }

    @Override
    public int hashCode() {
        return 31 * expression.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
