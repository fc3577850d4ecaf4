package dev.asyncgate.app.overview;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.overview.Overview.Range;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The place that says at one glance how everything stands; on an empty database it shows the first steps. */
public final class OverviewPlace implements Place {

    private final OverviewViewModel viewModel;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public OverviewPlace(PlaceContext context, Inspector engine, Preferences preferences, Installed installed) {
        viewModel = new OverviewViewModel(context.background(), engine::overview, context.clock());
        context.memoryOf(PlaceId.OVERVIEW).keep("range", viewModel.rangeProperty(), Range.class);
        view = Fxml.load(
                "overview/Overview.fxml",
                new OverviewController(context, viewModel, preferences, installed),
                context.texts());
    }

    /** For tests: what the place shows. */
    OverviewViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.OVERVIEW;
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
    }

    @Override
    public void leave() {
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "overview.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }
}
