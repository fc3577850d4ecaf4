package dev.asyncgate.app.asof;

import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** How tasks, leases, obligations and receipts stood at an earlier instant, and what has become of them. */
public final class AsOfPlace implements Place {

    private final PlaceContext context;
    private final AsOfViewModel viewModel;
    private final AsOfController controller;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");
    private final ReadOnlyStringWrapper stance = new ReadOnlyStringWrapper(this, "stance", "");

    public AsOfPlace(PlaceContext context, Inspector engine) {
        this.context = context;
        viewModel = new AsOfViewModel(context.background(), new AsOfReads(engine), context.clock());
        controller = new AsOfController(context, engine, viewModel);
        view = Fxml.load("asof/AsOf.fxml", controller, context.texts());
        viewModel
                .shownAtProperty()
                .subscribe(at -> stance.set(context.texts().text("asof.stance", Instants.second(at))));
        inspector.set(new PastInspector(context, viewModel).view());
    }

    /** For tests: what the place shows. */
    AsOfViewModel model() {
        return viewModel;
    }

    PastLists lists() {
        return controller.lists();
    }

    @Override
    public PlaceId id() {
        return PlaceId.ASOF;
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
        controller.arrive();
    }

    @Override
    public void leave() {
        viewModel.leave();
        controller.leave();
    }

    @Override
    public String hintKey() {
        return "asof.hint";
    }

    @Override
    public ReadOnlyStringProperty stance() {
        return stance.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public void focusFilter() {
        controller.focusInstant();
    }

    @Override
    public List<Command> commands() {
        return controller.elsewhere().stream()
                .map(way -> Command.action(context.texts(), "asof", way.label(), way.run()))
                .toList();
    }

    @Override
    public boolean escape() {
        if (viewModel.selectedProperty().get() == null) {
            return false;
        }
        controller.selectNothing();
        return true;
    }
}
