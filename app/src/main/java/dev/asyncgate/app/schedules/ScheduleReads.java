package dev.asyncgate.app.schedules;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.schedule.ListSchedules;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.ScheduleRun;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class ScheduleReads implements Source<ScheduleQuery, Line> {

    /** How many of its last runs are shown of a schedule in the list. */
    static final int RUNS = 16;

    /** How many of the one that is looked at. */
    static final int MORE_RUNS = 60;

    private static final ListSchedules.Filter KEPT = new ListSchedules.Filter(null, false);

    private final Inspector inspector;
    private final Clock clock;

    ScheduleReads(Inspector inspector, Clock clock) {
        this.inspector = inspector;
        this.clock = clock;
    }

    /**
     * A page that its query leaves empty goes on with the next one. New schedules stand on top and are few, so whoever asks
     * for what follows the last row is told of all.
     */
    @Override
    public Page<Line> page(ScheduleQuery query, @Nullable String cursor) {
        String next = isId(cursor) ? null : cursor;
        do {
            ListSchedules.Page page = inspector.listSchedules(KEPT, PAGE, next);
            Instant now = clock.instant();
            List<Line> lines = lines(page.schedules(), RUNS).stream()
                    .filter(line -> query.lets(line, now))
                    .toList();
            next = page.nextCursor();
            if (!lines.isEmpty() || next == null) {
                return new Page<>(lines, next);
            }
        } while (true);
    }

    private static boolean isId(@Nullable String cursor) {
        try {
            return cursor != null && UUID.fromString(cursor).toString().equals(cursor);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Line> lines(List<Schedule> schedules, int runs) {
        List<UUID> ids = schedules.stream().map(Schedule::scheduleId).toList();
        Map<UUID, List<ScheduleRun>> bySchedule =
                inspector.scheduleRuns(ids, runs).stream().collect(Collectors.groupingBy(ScheduleRun::scheduleId));
        return schedules.stream()
                .map(schedule -> new Line(schedule, bySchedule.getOrDefault(schedule.scheduleId(), List.of())))
                .toList();
    }

    /** How all of them stand: counts, the last firings, and what is due. */
    Standing standing() {
        List<Line> lines =
                new ArrayList<>(lines(inspector.listSchedules(KEPT, PAGE, null).schedules(), RUNS));
        Instant now = clock.instant();
        List<ScheduleRun> last = lines.stream()
                .flatMap(line -> line.runs().stream())
                .sorted(Comparator.comparing(ScheduleRun::firedAt).reversed())
                .limit(Standing.MOST_FIRINGS)
                .toList();
        Optional<Instant> due = lines.stream()
                .map(Line::schedule)
                .flatMap(it -> Stream.ofNullable(it.nextRunAt()).map(at -> at.plus(it.jitter())))
                .filter(at -> at.isBefore(now.minus(Standing.LATE)))
                .min(Comparator.naturalOrder());
        return new Standing(
                lines.stream().filter(Line::isActive).count(),
                lines.stream().filter(line -> !line.isActive()).count(),
                lines.stream().filter(line -> line.isStale(now)).count(),
                last,
                due.orElse(null));
    }

    Line line(UUID scheduleId) {
        return lines(List.of(inspector.getSchedule(scheduleId)), MORE_RUNS).getFirst();
    }

    @Override
    public List<Line> again(List<UUID> ids) {
        Set<UUID> wanted = Set.copyOf(ids);
        return lines(
                inspector.listSchedules(KEPT, PAGE, null).schedules().stream()
                        .filter(schedule -> wanted.contains(schedule.scheduleId()))
                        .toList(),
                RUNS);
    }

    @Override
    public UUID id(Line line) {
        return line.schedule().scheduleId();
    }

    @Override
    public boolean narrows(ScheduleQuery query) {
        return query != ScheduleQuery.ALL;
    }

    @Override
    public boolean newestFirst() {
        return false;
    }
}
