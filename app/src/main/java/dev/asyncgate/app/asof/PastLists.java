package dev.asyncgate.app.asof;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.LeaseThen;
import dev.asyncgate.history.ObligationsAsOf.Owed;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The tables of tasks and obligations of an instant, each line with what has become of it. For the FX thread only. */
final class PastLists {

    private final PlaceContext context;
    private final AsOfViewModel viewModel;
    private final RowsViewModel<PastQuery, TaskThen> tasks;
    private final RowsViewModel<PastQuery, Owed> obligations;
    private final RowsTable<TaskThen> taskTable;
    private final RowsTable<Owed> obligationTable;
    private final RowsContent taskContent;
    private final RowsContent obligationContent;

    PastLists(PlaceContext context, Inspector inspector, AsOfViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        var now = new PastQuery(viewModel.shownAtProperty().get(), null);
        tasks = new RowsViewModel<>(context.background(), new PastTasks(inspector), now, context.clock());
        obligations = new RowsViewModel<>(context.background(), new PastObligations(inspector), now, context.clock());
        taskTable = new RowsTable<>(text("table_tasks"), tasks, taskColumns());
        obligationTable = new RowsTable<>(text("table_obligations"), obligations, obligationColumns());
        taskContent = new RowsContent(context, tasks, taskTable.node(), () -> empty("tasks"), this::noneInThisState);
        obligationContent = new RowsContent(
                context, obligations, obligationTable.node(), () -> empty("obligations"), () -> empty("obligations"));
        tasks.selectedProperty().subscribe(id -> {
            if (id != null) {
                viewModel.select(id, null);
            }
        });
        obligations.selectedProperty().subscribe(id -> {
            RowItem<Owed> item = id == null ? null : obligations.item(id);
            if (item != null) {
                viewModel.select(item.row().taskId(), null);
            }
        });
        viewModel.selectedProperty().subscribe(this::follow);
    }

    private void follow(AsOfViewModel.@Nullable Selected selected) {
        if (selected == null) {
            tasks.select(null);
            obligations.select(null);
        } else if (tasks.item(selected.taskId()) != null) {
            tasks.select(selected.taskId());
        }
    }

    Node tasks() {
        return taskContent;
    }

    Node obligations() {
        return obligationContent;
    }

    /** Both lists are of this instant from now on; the one in view reads. */
    void show(Instant at) {
        tasks.show(tasks.queryProperty().get().at(at));
        obligations.show(obligations.queryProperty().get().at(at));
    }

    /** Shows the tasks that were in this state; null for any. */
    void narrow(@Nullable TaskStatus status) {
        tasks.show(tasks.queryProperty().get().in(status));
    }

    RowsViewModel<PastQuery, TaskThen> taskRows() {
        return tasks;
    }

    RowsViewModel<PastQuery, Owed> obligationRows() {
        return obligations;
    }

    /** Only what is in view asks. */
    void arrive(Part part) {
        leave();
        if (part == Part.TASKS) {
            tasks.arrive();
        } else if (part == Part.OBLIGATIONS) {
            obligations.arrive();
        }
    }

    void leave() {
        tasks.leave();
        obligations.leave();
    }

    void takeFocus(Part part) {
        if (part == Part.TASKS) {
            taskTable.takeFocus();
        } else {
            obligationTable.takeFocus();
        }
    }

    // ---- tasks

    private List<Column<TaskThen>> taskColumns() {
        return List.of(
                Column.of(text("column_state"), 124, (cell, it) -> state(cell, it.status()), "first"),
                Column.of(text("column_since"), 132, this::since),
                Column.text(text("column_type"), 148, TaskThen::type),
                Column.mono(text("column_task"), 88, it -> ShortId.of(it.taskId()), Styles.MUTED),
                Column.text(text("column_owner"), 124, it -> Principals.of(it.createdBy()), Styles.MUTED),
                Column.mono(text("column_worker"), 96, PastLists::worker, Styles.MUTED),
                Column.mono(
                        text("column_failures"),
                        76,
                        it -> it.attempt() + "/" + it.maxAttempts(),
                        "align-right",
                        Styles.MUTED),
                Column.mono(text("column_priority"), 72, it -> Integer.toString(it.priority()), "align-right"),
                Column.mono(text("column_age"), 76, it -> ageAt(it.createdAt()), "align-right"),
                Column.text(text("column_then"), 150, this::detail, Styles.MUTED));
    }

    private static void state(TableCell<?, ?> cell, TaskStatus status) {
        cell.setText(status.wireName());
        cell.setGraphic(Glyphs.state(status.wireName(), 12));
    }

    /** A mark where it has changed; what it has become. */
    private void since(TableCell<RowItem<TaskThen>, TaskThen> cell, TaskThen task) {
        if (task.hasChangedSince()) {
            state(cell, task.statusNow());
            cell.getStyleClass().add("changed-since");
        } else {
            cell.setText(text("unchanged"));
            cell.getStyleClass().add(Styles.SUBTLE);
        }
    }

    private static String worker(TaskThen task) {
        LeaseThen lease = task.lease();
        return lease == null ? "" : lease.workerId();
    }

    private String detail(TaskThen task) {
        LeaseThen lease = task.lease();
        if (task.held()) {
            return text("held");
        }
        if (lease != null) {
            return text("expires_in", Durations.countdown(Duration.between(at(), lease.expiresAt())));
        }
        Instant next = task.nextEligibleAt();
        if (next != null && next.isAfter(at())) {
            return text("eligible_in", Durations.words(Duration.between(at(), next)));
        }
        Instant ended = task.endedAt();
        return ended == null ? "" : text("ended_before", Durations.words(Duration.between(ended, at())));
    }

    // ---- obligations

    private List<Column<Owed>> obligationColumns() {
        return List.of(
                Column.mono(text("column_age"), 88, it -> ageAt(it.createdAt()), "first", "align-right"),
                Column.of(text("column_discharge"), 200, this::discharge),
                Column.text(text("column_owed_to"), 150, it -> Principals.of(it.owedTo())),
                Column.text(text("column_type"), 150, Owed::type),
                Column.mono(text("column_task"), 92, it -> ShortId.of(it.taskId()), Styles.MUTED),
                Column.text(
                        text("column_why"),
                        220,
                        it -> text(it.unlocated() ? "unlocated" : "unfinished"),
                        Styles.MUTED));
    }

    private void discharge(TableCell<RowItem<Owed>, Owed> cell, Owed owed) {
        Instant at = owed.dischargedAt();
        if (at == null) {
            cell.setText(text("still_open"));
            cell.getStyleClass().add(Styles.WARN);
        } else {
            cell.setText(text("discharged_after", Durations.words(Duration.between(at(), at))));
            cell.getStyleClass().add("changed-since");
        }
    }

    // ---- messages

    private Region empty(String what) {
        return Messages.empty("asof", text("empty_" + what), text("empty_" + what + "_text"));
    }

    private Region noneInThisState() {
        TaskStatus status = tasks.queryProperty().get().status();
        return Messages.filteredToNothing(
                context.texts(), text("none_in_state", status == null ? "" : status.wireName()), () -> narrow(null));
    }

    private Instant at() {
        return viewModel.shownAtProperty().get();
    }

    private String ageAt(Instant created) {
        return Durations.age(Duration.between(created, at()));
    }

    private String text(String key, Object... values) {
        return context.texts().text("asof." + key, values);
    }
}
