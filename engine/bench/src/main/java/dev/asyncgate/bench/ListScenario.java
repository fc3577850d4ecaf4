package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The console's list of tasks: its first page beside one that lies deep. */
final class ListScenario implements Scenario {

    private static final Goal FIRST = Goal.atMost(200);
    private static final int PAGE = 200;
    private static final int DEEP = 20;
    /** Of what is many elsewhere: ten times as many. */
    private static final int TIMES = 10;

    private static final int BUILT_AT_ONCE = 500_000;

    private record Look(String words, TaskFilter filter, TaskSort sort) {}

    private static final List<Look> LOOKS = List.of(
            new Look("all, newest", TaskFilter.ALL, TaskSort.NEWEST_FIRST),
            new Look("failed, last ended", statuses(TaskStatus.FAILED), TaskSort.LAST_ENDED_FIRST),
            new Look("open, by priority", statuses(TaskStatus.QUEUED), TaskSort.HIGHEST_PRIORITY_FIRST),
            new Look("a type, newest", filter("list.7", null), TaskSort.NEWEST_FIRST),
            new Look("an owner, oldest", filter(null, "owner-7"), TaskSort.OLDEST_FIRST),
            new Look("a type, last ended", filter("list.7", null), TaskSort.LAST_ENDED_FIRST));

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String description() {
        return "listTasks, the slowest first page of five, beside the twentieth page";
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public List<Comparison> play(Stage stage) throws SQLException {
        int tasks = stage.effort().growth() * TIMES;
        stage.database().renew();
        UUID tenant = UUID.randomUUID();
        build(stage, tenant, tasks);
        List<Comparison> results = new ArrayList<>();
        try (Gate gate = stage.database().gate(1)) {
            Inspector inspector = gate.inspector(tenant);
            for (Look look : LOOKS) {
                results.add(stage.rounds()
                        .play(
                                name(),
                                String.format(Locale.ROOT, "%,d tasks: %s", tasks, look.words()),
                                Unit.MILLISECONDS,
                                FIRST,
                                () -> slowest(inspector, look, 1),
                                List.of(new Contender("page 20", null, () -> slowest(inspector, look, DEEP)))));
            }
        }
        return results;
    }

    private static void build(Stage stage, UUID tenant, int tasks) throws SQLException {
        stage.progress().accept(String.format(Locale.ROOT, "list: making %,d tasks", tasks));
        stage.database().withoutGuards(List.of("submitted_tasks", "open_tasks", "task_outcomes"), () -> {
            for (int first = 0; first < tasks; first += BUILT_AT_ONCE) {
                int count = Math.min(BUILT_AT_ONCE, tasks - first);
                stage.database()
                        .build("listed", Map.of("tenant", tenant, "tasks", tasks, "first", first, "count", count));
            }
        });
        stage.database().vacuum();
        stage.database().checkpoint();
    }

    /** The longest of five reads of that page, from the first one; the pages before it do not count. */
    private static double slowest(Inspector inspector, Look look, int page) {
        String cursor = null;
        for (int i = 1; i < page; i++) {
            cursor = inspector
                    .listTasks(look.filter(), look.sort(), PAGE, cursor)
                    .nextCursor();
        }
        double longest = 0;
        for (int i = 0; i < 5; i++) {
            longest = Math.max(longest, read(inspector, look, cursor));
        }
        return longest;
    }

    private static double read(Inspector inspector, Look look, @Nullable String cursor) {
        long start = System.nanoTime();
        TaskPage page = inspector.listTasks(look.filter(), look.sort(), PAGE, cursor);
        double millis = (System.nanoTime() - start) / 1e6;
        if (cursor == null && page.tasks().isEmpty()) {
            throw new IllegalStateException("an empty page of " + look.words());
        }
        return millis;
    }

    private static TaskFilter statuses(TaskStatus status) {
        return TaskFilter.ALL.withStatuses(Set.of(status));
    }

    private static TaskFilter filter(@Nullable String type, @Nullable String owner) {
        return new TaskFilter(Set.of(), type == null ? List.of() : List.of(type), owner, null, null, null);
    }
}
