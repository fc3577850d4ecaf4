package dev.asyncgate.app.demo;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.workers.demo.Demo;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The demo: plays scenarios in a tenant of their own. It plays on while another place is looked at. */
public final class DemoPlace implements Place, AutoCloseable {

    static final String STYLES = Objects.requireNonNull(DemoPlace.class.getResource("/dev/asyncgate/ui/demo/demo.css"))
            .toExternalForm();

    private final DemoViewModel viewModel;
    private final ServerFaultsViewModel serverFaults;
    private final DemoController controller;
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /**
     * Plays on this gate.
     *
     * @param showTenant told of the demo's tenant when a scenario has begun, so that the other places show it
     * @param running a demo that plays already and is taken over; null for none
     */
    public DemoPlace(PlaceContext context, Gate gate, Consumer<UUID> showTenant, @Nullable Demo running) {
        this.viewModel = new DemoViewModel(context.background(), gate, showTenant, running);
        this.serverFaults = new ServerFaultsViewModel(context.background(), gate);
        this.controller = new DemoController(context, viewModel, new ServerFaultsPane(context.texts(), serverFaults));
        Fxml.load("demo/Demo.fxml", controller, context.texts());
    }

    @Override
    public PlaceId id() {
        return PlaceId.DEMO;
    }

    @Override
    public Parent view() {
        return controller.root();
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return controller.inspector();
    }

    @Override
    public void arrive(Destination destination) {
        viewModel.arrive();
        view().requestFocus();
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "demo.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    /** Ends what plays, for the end of the console; what the workers held is given back. */
    @Override
    public void close() {
        serverFaults.close();
        viewModel.close();
    }
}
