package dev.asyncgate.app.leases;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The place that shows leases on a timeline. */
public final class LeasesPlace implements Place {

    private final LeasesViewModel viewModel;
    private final LeasesController controller;
    private final LeaseInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public LeasesPlace(PlaceContext context, Inspector engine, Acting acting) {
        this(context, LeaseReads.of(engine), acting, SavePrompt.ofSystem());
    }

    LeasesPlace(PlaceContext context, LeaseReads reads, Acting acting, SavePrompt savePrompt) {
        CanvasFonts fonts = CanvasFonts.load();
        viewModel = new LeasesViewModel(context.background(), reads, fonts.widths(), context.clock());
        viewModel.remember(context.memoryOf(PlaceId.LEASES));
        controller = new LeasesController(context, viewModel, fonts, savePrompt);
        view = Fxml.load("leases/Leases.fxml", controller, context.texts());
        inspected = new LeaseInspector(context, acting, viewModel);
        Parent inspectorView = Fxml.load("leases/LeaseInspector.fxml", inspected, context.texts());
        viewModel
                .selection()
                .leaseIdProperty()
                .subscribe(selected -> inspector.set(selected == null ? null : inspectorView));
        viewModel.dataProperty().subscribe(this::count);
    }

    /** For tests: what the place shows. */
    LeasesViewModel model() {
        return viewModel;
    }

    private void count(@Nullable LeaseData data) {
        long live = data == null ? 0 : data.leases().live();
        railCount.set(live == 0 ? "" : Long.toString(live));
    }

    @Override
    public PlaceId id() {
        return PlaceId.LEASES;
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
        if (destination instanceof Destination.ShowLease(var leaseId, var taskId)) {
            viewModel.reveal(leaseId, taskId);
        } else if (destination instanceof Destination.ShowLeasesOf(var workerId)) {
            viewModel.showLanes(LaneBy.WORKER, workerId);
        } else if (destination instanceof Destination.ShowBetween(var _, var from, var to)) {
            viewModel.showBetween(from, to);
        }
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "leases.hint";
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
        if (viewModel.clearMeasured()) {
            return true;
        }
        if (viewModel.selection().leaseIdProperty().get() == null) {
            return false;
        }
        viewModel.selection().clear();
        return true;
    }
}
