package dev.asyncgate.app.submit;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The place where a task is written and submitted. */
public final class SubmitPlace implements Place {

    private final SubmitViewModel viewModel;
    private final SubmitController controller;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /** {@code draftsFolder} is this tenant's own; it is made when the first draft is kept. */
    public SubmitPlace(PlaceContext context, Tasker tasker, Inspector engine, Path draftsFolder) {
        viewModel = new SubmitViewModel(
                context.background(), tasker, engine, draftsFolder, context.texts(), context.clock());
        controller = new SubmitController(context, viewModel);
        view = Fxml.load("submit/Submit.fxml", controller, context.texts());
        inspector.set(
                Fxml.load("submit/SubmitInspector.fxml", new SubmitInspector(context, viewModel), context.texts()));
    }

    /** For tests: what the place shows. */
    SubmitViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.SUBMIT;
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
        viewModel.arrive(destination instanceof Destination.SubmitTask(var like) ? like : null);
        controller.arrive();
    }

    @Override
    public void leave() {
        controller.leave();
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "submit.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public boolean escape() {
        return controller.leaveEditor();
    }
}
