package dev.asyncgate.app.workers;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Who works: what each holds, how its leases ended lately, and what waits for whom. */
public final class WorkersPlace implements Place {

    private final PlaceContext context;
    private final WorkersViewModel viewModel;
    private final WorkersController controller;
    private final WorkerInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /** {@code mostRenewals} is how often a lease may be renewed; {@code wayIn} is asked when somebody wants to connect. */
    public WorkersPlace(
            PlaceContext context, Inspector engine, Acting acting, int mostRenewals, Supplier<WayIn> wayIn) {
        this(context, engine, acting, mostRenewals, wayIn, SavePrompt.ofSystem());
    }

    WorkersPlace(
            PlaceContext context,
            Inspector engine,
            Acting acting,
            int mostRenewals,
            Supplier<WayIn> wayIn,
            SavePrompt prompt) {
        this.context = context;
        viewModel = new WorkersViewModel(context.background(), new WorkerReads(engine), context.clock());
        controller = new WorkersController(
                context,
                viewModel,
                mostRenewals,
                prompt,
                () -> acting.dialogs().show(new ConnectDialog(context, acting, wayIn.get())));
        view = Fxml.load("workers/Workers.fxml", controller, context.texts());
        inspected = new WorkerInspector(context, acting, viewModel, mostRenewals);
        viewModel.dossierProperty().subscribe(this::inspect);
        context.themes()
                .paletteProperty()
                .subscribe(ignored -> inspect(viewModel.dossierProperty().get()));
        viewModel.readingProperty().subscribe(this::count);
    }

    private void inspect(@Nullable WorkerDossier dossier) {
        inspector.set(dossier == null ? null : inspected.show(dossier));
    }

    private void count(@Nullable Reading reading) {
        long here = reading == null ? 0 : reading.workers().size() - reading.count(Standing.GONE);
        railCount.set(here == 0 ? "" : Long.toString(here));
    }

    /** For tests: what the place shows. */
    WorkersViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.WORKERS;
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
        if (destination instanceof Destination.ShowWorker(var worker)) {
            viewModel.rows().select(WorkerReads.idOf(worker));
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "workers.hint";
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
        commands.add(
                Command.action(context.texts(), "plus", context.texts().text("workers.connect"), controller::connect));
        return commands;
    }

    @Override
    public boolean escape() {
        if (viewModel.rows().selectedProperty().get() != null) {
            viewModel.rows().select(null);
            return true;
        }
        boolean narrowed = !viewModel.rows().queryProperty().get().equals(WorkerQuery.ALL);
        viewModel.rows().show(WorkerQuery.ALL);
        return narrowed;
    }
}
