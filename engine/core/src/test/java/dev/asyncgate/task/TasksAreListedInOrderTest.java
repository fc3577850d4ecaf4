package dev.asyncgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever way a page is looked for, its pages in turn are the tasks that the filter lets through, in order. */
class TasksAreListedInOrderTest {

    private static final int TASKS = 460;
    private static final String PAUSED = "embed_100%";
    private static final Comparator<TaskRow> NEWEST = Comparator.comparing(TaskRow::createdAt)
            .thenComparing(row -> row.taskId().toString())
            .reversed();
    private static final Comparator<TaskRow> LAST_ENDED = Comparator.comparing(TasksAreListedInOrderTest::ended)
            .thenComparing(row -> row.taskId().toString())
            .reversed();
    private static final Comparator<TaskRow> SERVED = Comparator.comparingInt(TaskRow::priority)
            .reversed()
            .thenComparing(TaskRow::createdAt)
            .thenComparing(row -> row.taskId().toString());

    private static TestGate gate;
    private static List<TaskRow> all;

    @BeforeAll
    static void live() {
        gate = TestGate.open();
        var random = new Random(7);
        Tasker writer = gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.HUMAN, "writer"));
        Operator operator = gate.gate.operator(gate.tenant, TestGate.PLANNER);
        String[] types = {"report.render", "report.mail", "dataset.merge", PAUSED};
        for (int i = 0; i < TASKS; i++) {
            UUID id = (random.nextInt(4) == 0 ? writer : gate.tasker)
                    .createTask(NewTask.builder(types[random.nextInt(types.length)], Json.emptyObject())
                            .priority(random.nextInt(-1, 3))
                            .maxAttempts(1)
                            .delay(random.nextInt(8) == 0 ? Duration.ofHours(9) : null)
                            .build())
                    .taskId();
            if (random.nextInt(20) == 0) {
                operator.holdTask(id, null);
            }
            gate.clock.advance(Duration.ofSeconds(random.nextInt(0, 3)));
        }
        Worker worker = gate.worker("w");
        for (int i = 0; i < 230; i++) {
            var claimed = worker.leaseNext(ClaimTasks.Request.any()).getFirst();
            switch (random.nextInt(4)) {
                case 0 -> worker.complete(claimed.taskId(), claimed.leaseId(), TestGate.located());
                case 1 ->
                    worker.fail(
                            claimed.taskId(), claimed.leaseId(), Json.parse("{\"kind\":\"RENDER_timeout\"}"), false);
                case 2 -> operator.cancelTask(claimed.taskId(), null);
                default -> worker.startTask(claimed.taskId(), claimed.leaseId());
            }
            gate.clock.advance(Duration.ofMillis(random.nextInt(0, 500)));
        }
        operator.pauseType(PAUSED, null);
        all = pages(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 200);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void withoutAFilter() {
        assertThat(all).hasSize(TASKS).isSortedAccordingTo(NEWEST);
        lists(TaskFilter.ALL, any -> true);
    }

    @Test
    void byState() {
        for (TaskStatus status : TaskStatus.values()) {
            lists(states(status), row -> row.status() == status);
        }
        lists(
                states(TaskStatus.QUEUED, TaskStatus.FAILED),
                row -> row.status() == TaskStatus.QUEUED || row.status() == TaskStatus.FAILED);
    }

    @Test
    void byType() {
        lists(types("report.render"), row -> row.type().equals("report.render"));
        lists(types("report.*", "embed_100%"), row -> !row.type().equals("dataset.merge"));
        lists(types("none"), row -> false);
    }

    @Test
    void byOwner() {
        lists(owner("writer"), row -> row.createdBy().id().equals("writer"));
        lists(owner("human:writer"), row -> row.createdBy().id().equals("writer"));
        lists(owner("agent:writer"), row -> false);
    }

    @Test
    void byWhetherItIsHeldAndByAge() {
        lists(new TaskFilter(Set.of(), List.of(), null, true, null, null), TaskRow::held);
        Instant until = gate.clock.instant().minusSeconds(200);
        lists(
                new TaskFilter(Set.of(), List.of(), null, null, Duration.ofSeconds(200), null),
                row -> !row.createdAt().isAfter(until));
    }

    @Test
    void eachTellsWhetherItsTypeIsPaused() {
        assertThat(all)
                .allSatisfy(
                        row -> assertThat(row.typePaused()).isEqualTo(row.type().equals(PAUSED)));
        assertThat(all).anyMatch(TaskRow::typePaused);
        assertThat(gate.inspector.tasksById(all.stream().map(TaskRow::taskId).toList()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void byTextInIdsTypesOwnersAndErrors() {
        lists(text("WRITER"), row -> row.createdBy().id().equals("writer"));
        lists(text("render_timeout"), row -> row.status() == TaskStatus.FAILED);
        lists(text("100%"), row -> row.type().startsWith("embed"));
        String id = all.get(77).taskId().toString();
        lists(text(id.substring(28)), row -> row.taskId().toString().contains(id.substring(28)));
    }

    @Test
    void byAllOfThemTogether() {
        lists(
                new TaskFilter(
                        EnumSet.of(TaskStatus.SUCCEEDED, TaskStatus.FAILED),
                        List.of("report.*"),
                        "planner",
                        false,
                        Duration.ofSeconds(60),
                        "report"),
                row -> EnumSet.of(TaskStatus.SUCCEEDED, TaskStatus.FAILED).contains(row.status())
                        && row.type().startsWith("report")
                        && row.createdBy().id().equals("planner")
                        && !row.createdAt().isAfter(gate.clock.instant().minusSeconds(60)));
    }

    @Test
    void aSearchWhoseBudgetIsSpentSaysWhatItHasAndGoesOnFromThere() {
        var filter = text(all.getLast().taskId().toString());
        TaskPage first = gate.inspector.listTasks(filter, TaskSort.NEWEST_FIRST, 10, null, Duration.ZERO);
        assertThat(first.unfinished()).isTrue();
        assertThat(first.tasks()).isEmpty();
        TaskPage next = gate.inspector.listTasks(filter, TaskSort.NEWEST_FIRST, 10, first.nextCursor());
        assertThat(next.unfinished()).isFalse();
        assertThat(next.tasks())
                .extracting(TaskRow::taskId)
                .containsExactly(all.getLast().taskId());
    }

    @Test
    void countsStopWhereTheyAreTold() {
        var filter = types("report.*");
        long exact = all.stream().filter(row -> row.type().startsWith("report")).count();
        assertThat(gate.inspector.countMatching(filter, soFar -> true)).satisfies(count -> {
            assertThat(count.exact()).isTrue();
            assertThat(count.total()).isEqualTo(exact);
        });
        assertThat(gate.inspector.countMatching(text("e"), soFar -> false).exact())
                .isFalse();
        assertThat(gate.inspector.countMatching(filter, 5)).isEqualTo(5);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        assertThatThrownBy(() -> gate.inspector.listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 10, "bm9uZQ"))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("Leave it out");
    }

    /** In every order, by pages that end in the middle of equal keys, and counted. */
    private static void lists(TaskFilter filter, Predicate<TaskRow> matches) {
        List<TaskRow> expected = all.stream().filter(matches).toList();
        List<TaskRow> open =
                expected.stream().filter(row -> !row.status().isTerminal()).toList();
        List<TaskRow> ended =
                expected.stream().filter(row -> row.status().isTerminal()).toList();
        List<TaskRow> lastEnded = ended.stream().sorted(LAST_ENDED).toList();
        for (int limit : new int[] {7, 200}) {
            assertThat(pages(filter, TaskSort.NEWEST_FIRST, limit)).isEqualTo(expected);
            assertThat(pages(filter, TaskSort.OLDEST_FIRST, limit)).isEqualTo(expected.reversed());
            assertThat(pages(filter, TaskSort.LAST_ENDED_FIRST, limit)).isEqualTo(joined(lastEnded, open));
            assertThat(pages(filter, TaskSort.HIGHEST_PRIORITY_FIRST, limit))
                    .isEqualTo(joined(open.stream().sorted(SERVED).toList(), lastEnded));
        }
        assertThat(gate.inspector.countMatching(filter, 1000)).isEqualTo(expected.size());
    }

    private static List<TaskRow> joined(List<TaskRow> first, List<TaskRow> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<TaskRow> pages(TaskFilter filter, TaskSort sort, int limit) {
        var rows = new ArrayList<TaskRow>();
        @Nullable String cursor = null;
        do {
            TaskPage page = gate.inspector.listTasks(filter, sort, limit, cursor);
            rows.addAll(page.tasks());
            cursor = page.nextCursor();
        } while (cursor != null);
        return rows;
    }

    private static Instant ended(TaskRow row) {
        Instant end = row.completedAt();
        return end == null ? Instant.MIN : end;
    }

    private static TaskFilter states(TaskStatus first, TaskStatus... more) {
        return TaskFilter.ALL.withStatuses(EnumSet.of(first, more));
    }

    private static TaskFilter types(String... types) {
        return new TaskFilter(Set.of(), List.of(types), null, null, null, null);
    }

    private static TaskFilter owner(String owner) {
        return new TaskFilter(Set.of(), List.of(), owner, null, null, null);
    }

    private static TaskFilter text(String text) {
        return new TaskFilter(Set.of(), List.of(), null, null, null, text);
    }
}
