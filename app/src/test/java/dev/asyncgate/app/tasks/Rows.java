package dev.asyncgate.app.tasks;

import dev.asyncgate.app.tasks.TaskReads.News;
import dev.asyncgate.app.tasks.TaskReads.PageQuestion;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Requirements;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A list of tasks that a test writes itself, the newest first; asked as the engine is. */
final class Rows {

    static final Instant NOW = Instant.parse("2026-03-01T14:40:00Z");

    final List<TaskRow> all = new ArrayList<>();
    final List<PageQuestion> asked = new ArrayList<>();

    /** Whether counts that are not exact end before their time. */
    boolean capped;

    /** Whether the search for a page ends before its time. */
    boolean unfinished;

    TaskReads reads() {
        return new TaskReads(
                this::page,
                this::news,
                (query, soFar) ->
                        new TaskCounts(all.size(), Map.of(), matching(query).size(), soFar == null && capped),
                taskId -> {
                    throw new IllegalStateException("no task is read here");
                },
                taskId -> {
                    throw new IllegalStateException("nobody asks why here");
                });
    }

    /** Puts so many on top. */
    void add(int count) {
        for (int i = 0; i < count; i++) {
            all.addFirst(row(all.size(), TaskStatus.QUEUED));
        }
    }

    void change(int index, TaskStatus status) {
        TaskRow row = all.get(index);
        all.set(index, with(row.taskId(), row.createdAt(), status));
    }

    static TaskRow row(int number, TaskStatus status) {
        return with(new UUID(number, number), NOW.minusSeconds(100_000L - number), status);
    }

    /** A lease that its worker holds. */
    static LeaseSpan liveLease() {
        return new LeaseSpan(
                new UUID(2, 2),
                new UUID(1, 1),
                "report.render",
                "gpu-7",
                null,
                List.of(),
                NOW,
                Duration.ofMinutes(2),
                NOW.plusSeconds(120),
                List.of(),
                NOW,
                null,
                null,
                List.of());
    }

    private static TaskRow with(UUID id, Instant createdAt, TaskStatus status) {
        return new TaskRow(
                id,
                "report.render",
                status,
                Principal.of(PrincipalKind.AGENT, "planner"),
                "inline://task/" + id,
                "planner",
                Requirements.NONE,
                null,
                null,
                null,
                0,
                2,
                10,
                createdAt,
                createdAt,
                null,
                null,
                null,
                null,
                false,
                null,
                false);
    }

    private TaskPage page(PageQuestion question) {
        asked.add(question);
        List<TaskRow> matching = matching(question.query());
        int from = question.cursor() == null ? 0 : Integer.parseInt(question.cursor());
        int to = Math.min(matching.size(), from + TaskReads.PAGE);
        boolean last = to - from < TaskReads.PAGE && !unfinished;
        return new TaskPage(matching.subList(from, to), last ? null : Integer.toString(to), unfinished);
    }

    private List<TaskRow> matching(TaskQuery query) {
        return all.stream()
                .filter(row -> query.filter().statuses().isEmpty()
                        || query.filter().statuses().contains(row.status()))
                .toList();
    }

    private News news(TaskQuery query, List<UUID> inView) {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        all.forEach(row -> counts.merge(row.status(), 1L, Long::sum));
        TaskPage first = page(new PageQuestion(query, null));
        asked.removeLast();
        return new News(
                counts,
                first,
                all.stream().filter(row -> inView.contains(row.taskId())).toList());
    }
}
