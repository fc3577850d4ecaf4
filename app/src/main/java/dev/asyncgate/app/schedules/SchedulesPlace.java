package dev.asyncgate.app.schedules;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** What runs when: each schedule with its next and last runs, and whether anybody fires them. */
public final class SchedulesPlace implements Place {

    private final PlaceContext context;
    private final Tasker tasker;
    private final Acting acting;
    private final SchedulesViewModel viewModel;
    private final SchedulesController controller;
    private final ScheduleInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public SchedulesPlace(
            PlaceContext context, Inspector engine, Tasker tasker, Acting acting, LocalSchedulers schedulers) {
        this.context = context;
        this.tasker = tasker;
        this.acting = acting;
        viewModel = new SchedulesViewModel(
                context.background(),
                new ScheduleReads(engine, context.clock()),
                schedulers,
                engine.tenantId(),
                context.clock());
        controller = new SchedulesController(
                context, viewModel, this::create, acting.environment().isReadOnly());
        view = Fxml.load("schedules/Schedules.fxml", controller, context.texts());
        inspected = new ScheduleInspector(context, acting, viewModel);
        viewModel.inspectedProperty().subscribe(this::inspect);
        viewModel.standingProperty().subscribe(this::count);
    }

    private void create() {
        var form = new ScheduleForm(context.background(), tasker, context.clock(), created -> {
            acting.dialogs().close();
            viewModel.readAgain();
        });
        acting.dialogs().show(new NewScheduleDialog(context, acting, form));
    }

    private void inspect(@Nullable Line line) {
        inspector.set(line == null ? null : inspected.show(line));
    }

    private void count(@Nullable Standing standing) {
        railCount.set(standing == null || standing.total() == 0 ? "" : Long.toString(standing.total()));
    }

    /** For tests: what the place shows. */
    SchedulesViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.SCHEDULES;
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
        viewModel.arrive();
        if (destination instanceof Destination.ShowSchedule(var scheduleId)) {
            viewModel.rows().select(scheduleId);
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "schedules.hint";
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
        var commands = new ArrayList<>(inspected.commands());
        if (!acting.environment().isReadOnly()) {
            commands.add(
                    Command.action(context.texts(), "plus", context.texts().text("schedules.create"), this::create));
        }
        return commands;
    }

    @Override
    public boolean escape() {
        if (viewModel.rows().selectedProperty().get() != null) {
            viewModel.rows().select(null);
            return true;
        }
        boolean narrowed = viewModel.rows().queryProperty().get() != ScheduleQuery.ALL;
        viewModel.rows().show(ScheduleQuery.ALL);
        return narrowed;
    }
}
