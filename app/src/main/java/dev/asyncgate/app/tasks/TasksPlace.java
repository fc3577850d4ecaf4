package dev.asyncgate.app.tasks;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.rows.QueryText;
import dev.asyncgate.app.rows.SavedView;
import dev.asyncgate.app.rows.SavedViews;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The place that lists tasks. */
public final class TasksPlace implements Place {

    private final TasksViewModel viewModel;
    private final TaskBulk bulk;
    private final TasksController controller;
    private final TaskInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public TasksPlace(PlaceContext context, Inspector engine, Acting acting) {
        this(context, engine, acting, SavePrompt.ofSystem());
    }

    TasksPlace(PlaceContext context, Inspector engine, Acting acting, SavePrompt prompt) {
        viewModel = new TasksViewModel(context.background(), TaskReads.of(engine, acting.operator()), context.clock());
        bulk = new TaskBulk(context, engine, acting, viewModel);
        controller = new TasksController(
                context, viewModel, bulk, prompt, acting.environment().isReadOnly());
        Memory memory = context.memoryOf(PlaceId.TASKS);
        memory.keep("query", viewModel.queryTextProperty());
        view = Fxml.load("tasks/Tasks.fxml", controller, context.texts());
        controller.show(new SavedViews(
                memory,
                givenViews(context.texts(), acting.operator().principal().toString())));
        controller.table().columns().remember(memory);
        inspected = new TaskInspector(context, acting, viewModel);
        Parent inspectorView = Fxml.load("tasks/TaskInspector.fxml", inspected, context.texts());
        viewModel
                .selection()
                .taskIdProperty()
                .subscribe(selected -> inspector.set(selected == null ? null : inspectorView));
        controller.table().onWhy(this::showWhy);
        viewModel.countsProperty().subscribe(counts -> railCount.set(shortened(counts.total())));
    }

    private static List<SavedView> givenViews(Texts texts, String operator) {
        return List.of(
                new SavedView(texts.text("tasks.view_failed"), "status:failed sort:ended"),
                new SavedView(texts.text("tasks.view_waiting"), "status:queued age>1h sort:age"),
                new SavedView(texts.text("tasks.view_mine"), "owner:" + operator));
    }

    /** For tests: what the place shows. */
    TasksViewModel model() {
        return viewModel;
    }

    /** Has the inspector tell why the selected task is not running. */
    void showWhy() {
        inspected.showWhy();
    }

    /** For tests: what is done to many. */
    TaskBulk bulk() {
        return bulk;
    }

    private static String shortened(long count) {
        if (count == 0) {
            return "";
        }
        return count < 10_000 ? Long.toString(count) : String.format(Locale.ROOT, "%.1fk", count / 1000.0);
    }

    @Override
    public PlaceId id() {
        return PlaceId.TASKS;
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return inspector.getReadOnlyProperty();
    }

    @Override
    public void arrive(Destination destination) {
        if (destination instanceof Destination.ShowFiltered(var ignored, var query)) {
            viewModel.queryTextProperty().set(query);
        }
        viewModel.arrive();
        if (destination instanceof Destination.ShowTask(var taskId)) {
            viewModel.selection().select(taskId);
        }
        if (destination instanceof Destination.ShowBetween(var _, var from, var to)) {
            viewModel.queryTextProperty().set(QueryText.between(from, to));
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "tasks.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public void focusFilter() {
        controller.focusFilter();
    }

    @Override
    public List<Command> commands() {
        return inspected.commands();
    }

    @Override
    public boolean escape() {
        if (inspected.escape()) {
            return true;
        }
        if (!viewModel.checked().isEmpty()) {
            viewModel.checked().clear();
            return true;
        }
        if (viewModel.selection().taskIdProperty().get() != null) {
            viewModel.selection().clear();
            return true;
        }
        if (!viewModel.queryTextProperty().get().isEmpty()) {
            viewModel.clearQuery();
            return true;
        }
        return false;
    }
}
