package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.tasks.TasksViewModel.Shown;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows stay where they are; pages, filters and orders come from the engine alone. */
class TasksViewModelTest {

    private final Rows rows = new Rows();
    private final TasksViewModel viewModel = viewModel(rows.reads());

    private static TasksViewModel viewModel(TaskReads reads) {
        return new TasksViewModel(Background.direct(), reads, Clock.fixed(Rows.NOW, ZoneOffset.UTC));
    }

    @Test
    void withoutTasksThePlaceIsEmpty() {
        viewModel.arrive();
        assertThat(viewModel.shownProperty().get()).isEqualTo(Shown.EMPTY);
    }

    @Test
    void pagesAreAppendedUntilThereAreNoMore() {
        rows.add(450);
        viewModel.arrive();
        assertThat(viewModel.rows()).hasSize(200);
        viewModel.more();
        viewModel.more();
        assertThat(viewModel.rows()).hasSize(450);
        viewModel.more();
        assertThat(rows.asked).hasSize(3);
        assertThat(viewModel.rows().stream().map(TaskItem::taskId)).doesNotHaveDuplicates();
    }

    @Test
    void newTasksWaitAndRowsChangeWhereTheyStand() {
        rows.add(3);
        viewModel.arrive();
        List<UUID> before = ids();
        rows.change(1, TaskStatus.RUNNING);
        rows.add(2);
        pollAgain();
        assertThat(ids()).isEqualTo(before);
        assertThat(viewModel.rows().get(1).rowProperty().get().status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(viewModel.waitingProperty().get()).isEqualTo(2);
        viewModel.reload();
        assertThat(viewModel.rows()).hasSize(5);
        assertThat(viewModel.waitingProperty().get()).isZero();
    }

    @Test
    void rowsInViewFollowThoughTheFilterLeavesThemOut() {
        rows.add(3);
        viewModel.arrive();
        viewModel.queryTextProperty().set("status:queued");
        UUID first = viewModel.rows().getFirst().taskId();
        viewModel.look(List.of(first));
        rows.change(0, TaskStatus.LEASED);
        pollAgain();
        assertThat(viewModel.rows().getFirst().rowProperty().get().status()).isEqualTo(TaskStatus.LEASED);
    }

    @Test
    void aQueryIsAskedOnceItIsOne() {
        rows.add(3);
        rows.change(2, TaskStatus.FAILED);
        viewModel.arrive();
        viewModel.queryTextProperty().set("status:fai");
        assertThat(viewModel.problemProperty().get()).isNotNull();
        assertThat(viewModel.rows()).hasSize(3);
        viewModel.queryTextProperty().set("status:failed");
        assertThat(viewModel.problemProperty().get()).isNull();
        assertThat(viewModel.rows()).hasSize(1);
        assertThat(viewModel.countsProperty().get().matching()).isEqualTo(1);
        assertThat(viewModel.countsProperty().get().total()).isEqualTo(3);
        viewModel.toggle(TaskStatus.FAILED);
        viewModel.toggle(TaskStatus.CANCELED);
        assertThat(viewModel.shownProperty().get()).isEqualTo(Shown.FILTERED);
        viewModel.clearQuery();
        assertThat(viewModel.rows()).hasSize(3);
    }

    @Test
    void theHeaderSortsByWhatTheEngineSortsBy() {
        viewModel.sortByAge();
        assertThat(viewModel.queryTextProperty().get()).isEqualTo("sort:age");
        viewModel.sortByPriority();
        assertThat(viewModel.queryTextProperty().get()).isEqualTo("sort:priority");
        viewModel.sortByPriority();
        assertThat(viewModel.queryTextProperty().get()).isEmpty();
    }

    @Test
    void theListIsAlsoSortedByEnd() {
        viewModel.sortByEnd();
        assertThat(viewModel.queryTextProperty().get()).isEqualTo("sort:ended");
        viewModel.sortByEnd();
        assertThat(viewModel.queryTextProperty().get()).isEmpty();
    }

    @Test
    void ticksStandForThoseTickedOrForEveryOneThatMatchesAndAreGoneWithTheFilter() {
        rows.add(5);
        viewModel.arrive();
        List<UUID> ids = ids();
        CheckedTasks checked = viewModel.checked();
        viewModel.checkBetween(3, 1);
        assertThat(checked.ids()).isEqualTo(ids.subList(1, 4));
        checked.toggle(ids.get(2));
        assertThat(checked.size()).isEqualTo(2);
        checked.addAll();
        assertThat(checked.isAll()).isTrue();
        assertThat(checked.contains(new UUID(99, 99))).isTrue();
        checked.toggle(ids.getFirst());
        assertThat(checked.isAll()).isFalse();
        assertThat(checked.ids()).containsExactly(ids.getFirst());
        viewModel.sortByAge();
        assertThat(checked.isEmpty()).as("another order is no other filter").isFalse();
        viewModel.queryTextProperty().set("status:queued");
        assertThat(checked.isEmpty()).isTrue();
    }

    @Test
    void whatIsNarrowedByMoreThanStatesIsCountedUpToALimitAndExactlyOnRequest() {
        rows.capped = true;
        rows.add(4);
        viewModel.arrive();
        viewModel.queryTextProperty().set("type:report.render");
        assertThat(viewModel.countsProperty().get().capped()).isTrue();
        viewModel.counting().countExactly(viewModel.queryProperty().get());
        assertThat(viewModel.countsProperty().get()).satisfies(counts -> {
            assertThat(counts.capped()).isFalse();
            assertThat(counts.matching()).isEqualTo(4);
        });
        assertThat(viewModel.counting().exactlyProperty().get()).isFalse();
    }

    @Test
    void aSearchThatWasEndedByItsBudgetGoesOnOnlyWhenSomebodySaysSo() {
        rows.unfinished = true;
        rows.add(3);
        viewModel.arrive();
        assertThat(viewModel.unfinishedProperty().get()).isTrue();
        viewModel.more();
        assertThat(rows.asked).hasSize(1);
        rows.unfinished = false;
        viewModel.goOn();
        assertThat(rows.asked).hasSize(2);
        assertThat(viewModel.unfinishedProperty().get()).isFalse();
    }

    @Test
    void aFailureIsToldAndTheNextAnswerBringsTheRows() {
        var broken = new boolean[] {true};
        rows.add(2);
        TaskReads reads = rows.reads();
        TasksViewModel shaky = viewModel(new TaskReads(
                question -> {
                    refuse(broken[0]);
                    return reads.page().apply(question);
                },
                (query, inView) -> {
                    refuse(broken[0]);
                    return reads.news().apply(query, inView);
                },
                reads.counting(),
                reads.dossier(),
                reads.why()));
        shaky.arrive();
        assertThat(shaky.shownProperty().get()).isEqualTo(Shown.NOTHING);
        assertThat(shaky.failureProperty().get()).isInstanceOf(GateException.class);
        broken[0] = false;
        shaky.leave();
        shaky.arrive();
        assertThat(shaky.failureProperty().get()).isNull();
        assertThat(shaky.rows()).hasSize(2);
    }

    private static void refuse(boolean broken) {
        if (broken) {
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
        }
    }

    private void pollAgain() {
        viewModel.leave();
        viewModel.arrive();
    }

    private List<UUID> ids() {
        return viewModel.rows().stream()
                .map(TaskItem::rowProperty)
                .map(row -> row.get())
                .map(TaskRow::taskId)
                .toList();
    }
}
