package dev.asyncgate.app.gateway;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.gateway.Reading.Open;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import java.net.URI;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The way in for programs: the gateway of this console, its keys and limits, and the last requests. */
public final class GatewayPlace implements Place {

    private final PlaceContext context;
    private final GatewayViewModel viewModel;
    private final GatewayController controller;
    private final CallInspector inspected;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public GatewayPlace(PlaceContext context, Inspector engine, Acting acting, LocalGateway local) {
        this.context = context;
        viewModel = new GatewayViewModel(
                context.background(),
                new GatewayReads(local, acting.operator(), engine, context.clock()),
                local,
                acting.operator(),
                context.clock());
        controller = new GatewayController(context, acting, viewModel);
        view = Fxml.load("gateway/Gateway.fxml", controller, context.texts());
        inspected = new CallInspector(context);
        viewModel.inspectedProperty().subscribe(this::inspect);
    }

    private void inspect(@Nullable CallLine line) {
        Reading reading = viewModel.readingProperty().get();
        Open open = reading == null ? null : reading.open();
        inspector.set(
                line == null
                        ? null
                        : inspected.show(
                                line,
                                open == null ? URI.create("http://127.0.0.1:8080") : open.address(),
                                open == null || open.isKeyed(),
                                () -> viewModel.rows().select(null)));
    }

    /** For tests: what the place shows. */
    GatewayViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.GATEWAY;
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
        return "gateway.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public List<Command> commands() {
        Reading reading = viewModel.readingProperty().get();
        boolean open = reading != null && reading.open() != null;
        return List.of(Command.action(
                context.texts(),
                open ? "stop" : "play",
                context.texts().text(open ? "gateway.stop" : "gateway.start"),
                () -> viewModel.listen(!open)));
    }

    @Override
    public boolean escape() {
        boolean selected = viewModel.rows().selectedProperty().get() != null;
        viewModel.rows().select(null);
        return selected;
    }
}
