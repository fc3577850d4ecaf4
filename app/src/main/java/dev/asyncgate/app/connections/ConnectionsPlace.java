package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The databases that this console knows, and the way from one to another. */
public final class ConnectionsPlace implements Place {

    private final PlaceContext context;
    private final ConnectionsViewModel viewModel;
    private final ConnectionsController controller;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /**
     * @param current the profile that the console is connected to
     * @param switched takes over the gate of another one
     */
    public ConnectionsPlace(
            PlaceContext context,
            Connections connections,
            Dialogs dialogs,
            Profile current,
            Consumer<Connections.Outcome.Opened> switched) {
        this.context = context;
        viewModel = new ConnectionsViewModel(
                context.background(), connections, context.texts(), context.clock(), current.id(), switched);
        controller = new ConnectionsController(context, dialogs, viewModel);
        view = Fxml.load("connections/Connections.fxml", controller, context.texts());
        viewModel.reportProperty().subscribe(this::inspect);
    }

    private void inspect(@Nullable TestReport report) {
        if (report == null) {
            inspector.set(null);
        } else {
            var pane = new ReportPane(context.texts(), report, viewModel::closeReport);
            pane.getStylesheets().setAll(view.getStylesheets());
            inspector.set(pane);
        }
    }

    /** For tests: what the place shows. */
    ConnectionsViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.CONNECTIONS;
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
        controller.takeFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "connections.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.action(context.texts(), "plus", context.texts().text("connections.new"), viewModel::create),
                Command.action(
                        context.texts(), "check", context.texts().text("connections.test_now"), viewModel::test));
    }

    @Override
    public boolean escape() {
        boolean open = viewModel.reportProperty().get() != null;
        viewModel.closeReport();
        return open;
    }
}
