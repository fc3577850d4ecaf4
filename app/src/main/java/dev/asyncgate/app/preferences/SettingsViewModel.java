package dev.asyncgate.app.preferences;

import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Origin;
import dev.asyncgate.settings.SettingEntry;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What can be chosen, and which settings of the engine are shown. For the FX thread only. */
final class SettingsViewModel {

    /** How large everything can be drawn. */
    static final List<Double> SCALES = List.of(1.0, 1.25, 1.5, 2.0, 2.5, 3.0);

    private final Preferences preferences;
    private final List<SettingEntry> all;
    private final StringProperty sought = new SimpleStringProperty(this, "sought", "");
    private final BooleanProperty onlySet = new SimpleBooleanProperty(this, "onlySet");
    private final ObservableList<SettingEntry> entries = FXCollections.observableArrayList();
    private final ObservableList<SettingEntry> entriesToRead = FXCollections.unmodifiableObservableList(entries);
    private final ReadOnlyObjectWrapper<@Nullable String> refused = new ReadOnlyObjectWrapper<>(this, "refused");
    private final Preferences.Language languageAtStart;

    SettingsViewModel(Preferences preferences, List<SettingEntry> all) {
        this.preferences = preferences;
        this.all = List.copyOf(all);
        this.languageAtStart = preferences.languageProperty().get();
        sought.subscribe(ignored -> narrow());
        onlySet.subscribe(ignored -> narrow());
    }

    private void narrow() {
        String words = sought.get().strip().toUpperCase(Locale.ROOT);
        entries.setAll(all.stream()
                .filter(entry -> entry.key().contains(words))
                .filter(entry -> !onlySet.get() || isSet(entry))
                .toList());
    }

    /** Whether somebody set it. */
    static boolean isSet(SettingEntry entry) {
        return !(entry.origin() instanceof Origin.Default);
    }

    Preferences preferences() {
        return preferences;
    }

    /** Whether the language that was chosen is not the one that is spoken. */
    boolean isLanguageAwaited() {
        return preferences.languageProperty().get() != languageAtStart;
    }

    /** Acts under another name from now on; a name that nobody may have changes nothing and says why. */
    void actAs(String name) {
        try {
            String accepted = Principal.external(PrincipalKind.HUMAN, name.strip()).id();
            refused.set(null);
            preferences.operatorProperty().set(accepted);
        } catch (GateException e) {
            refused.set(e.getMessage());
        }
    }

    /** Why the name was refused; null when it was not. */
    ReadOnlyObjectProperty<@Nullable String> refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    /** Part of the keys of the settings shown; may be set. */
    StringProperty soughtProperty() {
        return sought;
    }

    /** Whether only those are shown that somebody set; may be set. */
    BooleanProperty onlySetProperty() {
        return onlySet;
    }

    /** The settings shown. */
    ObservableList<SettingEntry> entries() {
        return entriesToRead;
    }
}
