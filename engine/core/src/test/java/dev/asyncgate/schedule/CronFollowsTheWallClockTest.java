package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.GateException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cron expression is read on the wall clock of its zone, on days when that clock is moved as on all others. */
class CronFollowsTheWallClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aTimeThatIsLeftOutRunsOnceAsMuchLaterAsTheClockWasMoved() {
        assertThat(runs("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(Instant.parse("2026-03-29T01:30:00Z").atZone(BERLIN).toLocalTime())
                .hasToString("03:30");
    }

    @Test
    void aTimeThatHappensTwiceRunsOnceTheFirstTime() {
        assertThat(runs("30 2 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", 3))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void runsThatFallOnOneInstantAreOneRun() {
        assertThat(runs("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 5))
                .containsExactly(
                        "2026-03-29T00:30:00Z",
                        "2026-03-29T01:00:00Z",
                        "2026-03-29T01:30:00Z",
                        "2026-03-29T02:00:00Z",
                        "2026-03-29T02:30:00Z");
    }

    @Test
    void runsThatWereLeftOutStandInTheirPlaceAmongTheOthers() {
        assertThat(runs("45 2,3 * * *", "Europe/Berlin", "2026-03-28T23:00:00Z", 2))
                .as("02:45 and 03:45 are the same instant")
                .containsExactly("2026-03-29T01:45:00Z", "2026-03-30T00:45:00Z");
        assertThat(runs("15,45 2,3 29 * *", "Europe/Berlin", "2026-03-29T01:20:00Z", 1))
                .containsExactly("2026-03-29T01:45:00Z");
    }

    @Test
    void anHourlyRunRestsWhileTheHourIsRepeated() {
        assertThat(runs("0 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", 3))
                .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z");
    }

    @Test
    void clocksThatMoveByHalfAnHourAreFollowedToo() {
        assertThat(runs("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T20:00:00Z", 2))
                .as("02:00 to 02:30 is left out on 4 October")
                .containsExactly("2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z");
        assertThat(runs("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z", 2))
                .as("01:30 to 02:00 happens twice on 5 April")
                .containsExactly("2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z");
    }

    @Test
    void aDayThatNoCalendarOfAZoneHadRunsADayLater() {
        assertThat(runs("0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", 2))
                .containsExactly("2011-12-30T22:00:00Z", "2012-12-29T22:00:00Z");
    }

    @Test
    void leapDaysAndLastDaysComeWhenTheyExist() {
        assertThat(runs("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2))
                .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
        assertThat(runs("0 0 31 * *", "UTC", "2026-01-15T00:00:00Z", 3))
                .containsExactly("2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z", "2026-05-31T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 0 30 2 *    | no such day
                    0 0 31 2,4 *  | no such day
                    0 25 * * *    | not in range [0, 23]
                    * * * *       | 4 parts
                    0 0 * * * *   | 6 parts
                    @daily        | Nicknames
                    */0 * * * *   | Period 0
                    0 0 5-1 * *   | Invalid range
                    0 0 L * *     | Invalid chars
                    soon          | 1 parts
                    """)
    void whatNeverRunsOrIsNoExpressionIsRefusedAndSaysWhy(String expression, String why) {
        assertThatThrownBy(() -> Cron.parse(expression, BERLIN))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(expression)
                .hasMessageContaining(why)
                .hasMessageContaining("five fields");
    }

    @Test
    void theLatestRunIsTheLastThatAWalkFindsAndTheNextTheFirst() {
        var chance = new Random(7);
        for (String expression : List.of("*/20 1-4 * * *", "30 2 * * *", "* * * * *", "0 0 1,29 * 0", "5 4 29 2 *")) {
            Cron cron = Cron.parse(expression, BERLIN);
            for (int i = 0; i < 40; i++) {
                Instant instant = Instant.parse(i % 2 == 0 ? "2026-03-28T20:00:00Z" : "2026-10-24T20:00:00Z")
                        .plusSeconds(chance.nextInt(40_000));
                Instant latest = cron.latest(instant);
                assertThat(latest).isBeforeOrEqualTo(instant);
                assertThat(cron.next(latest))
                        .as("%s at %s", expression, instant)
                        .isAfter(instant);
                assertThat(cron.next(latest.minusNanos(1))).isEqualTo(latest);
            }
        }
    }

    @Test
    void everyMinuteThatMatchesRunsAndNoOther() {
        var chance = new Random(11);
        for (int round = 0; round < 60; round++) {
            List<List<Integer>> allowed = List.of(
                    some(chance, 0, 59),
                    some(chance, 0, 23),
                    some(chance, 1, 28),
                    some(chance, 1, 12),
                    some(chance, 0, 6));
            String expression = String.join(" ", fields(allowed, new int[] {60, 24, 28, 12, 7}));
            Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(chance.nextInt(31_536_000));
            Instant next = Cron.parse(expression, ZoneId.of("UTC")).next(start);
            assertThat(next).as(expression + " after " + start).isEqualTo(byHand(allowed, start));
        }
    }

    private static List<Integer> some(Random chance, int from, int to) {
        List<Integer> all = IntStream.rangeClosed(from, to).boxed().toList();
        if (chance.nextInt(3) == 0) {
            return all;
        }
        return chance.ints(1 + chance.nextInt(3), from, to + 1)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    private static List<String> fields(List<List<Integer>> allowed, int[] sizes) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            List<Integer> values = allowed.get(i);
            fields.add(
                    values.size() == sizes[i]
                            ? "*"
                            : String.join(
                                    ",", values.stream().map(String::valueOf).toList()));
        }
        return fields;
    }

    /** The rule of crontab(5), minute by minute; day of month goes to 28 only, so that {@code *} is rewritten as all. */
    private static Instant byHand(List<List<Integer>> allowed, Instant after) {
        Instant minute = after.truncatedTo(ChronoUnit.MINUTES);
        while (true) {
            minute = minute.plusSeconds(60);
            var time = minute.atZone(ZoneId.of("UTC"));
            boolean anyDay = allowed.get(2).size() == 28;
            boolean anyWeekday = allowed.get(4).size() == 7;
            boolean day = anyDay || allowed.get(2).contains(time.getDayOfMonth());
            boolean weekday =
                    anyWeekday || allowed.get(4).contains(time.getDayOfWeek().getValue() % 7);
            boolean date = (anyDay || anyWeekday) ? (day && weekday) : (day || weekday);
            if (date
                    && allowed.get(0).contains(time.getMinute())
                    && allowed.get(1).contains(time.getHour())
                    && allowed.get(3).contains(time.getMonthValue())) {
                return minute;
            }
        }
    }

    private static List<String> runs(String expression, String zone, String after, int count) {
        Cron cron = Cron.parse(expression, ZoneId.of(zone));
        List<String> runs = new ArrayList<>();
        Instant run = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            run = cron.next(run);
            runs.add(run.toString());
        }
        return runs;
    }
}
