package dev.asyncgate.app.preferences;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.settings.SettingEntry;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** The place of what can be chosen. */
public final class SettingsPlace implements Place {

    private final SettingsViewModel viewModel;
    private final SettingsController controller;
    private final Parent view;
    private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>(this, "inspector");
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    public SettingsPlace(PlaceContext context, Preferences preferences, List<SettingEntry> settings) {
        viewModel = new SettingsViewModel(preferences, settings);
        controller = new SettingsController(context, viewModel);
        view = Fxml.load("preferences/Settings.fxml", controller, context.texts());
    }

    /** For tests: what the place shows. */
    SettingsViewModel model() {
        return viewModel;
    }

    @Override
    public PlaceId id() {
        return PlaceId.SETTINGS;
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
    public void leave() {}

    @Override
    public String hintKey() {
        return "settings.hint";
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
    public boolean escape() {
        boolean narrowed = !viewModel.soughtProperty().get().isEmpty();
        viewModel.soughtProperty().set("");
        return narrowed;
    }
}
