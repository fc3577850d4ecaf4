package dev.asyncgate.app.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A place that is there to change something, where nothing may be changed: it says which profile forbids it. */
public final class RefusedPlace implements Place {

    private final PlaceId id;
    private final VBox view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public RefusedPlace(PlaceContext context, PlaceId id, Environment environment) {
        this.id = id;
        var texts = context.texts();
        var leads = Action.primary(
                texts.text("place.connections"),
                () -> context.navigator().go(new Destination.ShowPlace(PlaceId.CONNECTIONS)));
        view = new VBox(Messages.centred(
                Messages.notAllowed(texts, texts.text("message.read_only_profile", environment.name()), leads)));
        view.getStyleClass().add("place");
    }

    @Override
    public PlaceId id() {
        return id;
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
        view.requestFocus();
    }

    @Override
    public void leave() {
        // There is nothing under way.
    }

    @Override
    public String hintKey() {
        return "connections.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }
}
