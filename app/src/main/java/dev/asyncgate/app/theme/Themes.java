package dev.asyncgate.app.theme;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** The theme in force and its colours; dresses scenes and keeps them dressed. For the FX thread only. */
public final class Themes {

    private static final List<String> SHEETS = List.of("asyncgate", "controls", "window", "place");

    private final ObjectProperty<ThemeChoice> choice = new SimpleObjectProperty<>(this, "choice", ThemeChoice.DARK);
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(this, "theme", Theme.DARK);
    private final ReadOnlyObjectWrapper<Palette> palette;

    /** @throws GateException when a sheet is missing, of whichever theme: rather now than when it is chosen */
    public Themes() {
        for (Theme each : Theme.values()) {
            sheetsOf(each);
        }
        palette = new ReadOnlyObjectWrapper<>(this, "palette", Palette.of(Theme.DARK));
        choice.subscribe(ignored -> resolve());
    }

    /** What the user chose; may be set. */
    public ObjectProperty<ThemeChoice> choiceProperty() {
        return choice;
    }

    /** The theme in force. */
    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /** The colours in force; a canvas repaints when this changes. */
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    /** Gives a scene the sheets of the theme in force, now and whenever it changes. */
    public void dress(Scene scene) {
        ObjectBinding<List<String>> sheets = Bindings.createObjectBinding(() -> sheetsOf(theme.get()), theme);
        sheets.subscribe(list -> scene.getStylesheets().setAll(list));
        scene.getProperties().put(Themes.class, sheets);
    }

    private void resolve() {
        set(
                switch (choice.get()) {
                    case DARK -> Theme.DARK;
                    case LIGHT -> Theme.LIGHT;
                    case CONTRAST -> Theme.CONTRAST;
                    case SYSTEM -> ofDesktop();
                });
    }

    private Theme ofDesktop() {
        Platform.Preferences preferences = Platform.getPreferences();
        return Theme.of(preferences.getColorScheme());
    }

    private void set(Theme next) {
        palette.set(Palette.of(next));
        theme.set(next);
        Application.setUserAgentStylesheet(next.base());
    }

    private static List<String> sheetsOf(Theme theme) {
        return Stream.concat(
                        Stream.of(theme.tokens()),
                        SHEETS.stream().map(sheet -> "/dev/asyncgate/ui/theme/" + sheet + ".css"))
                .map(Themes::url)
                .toList();
    }

    private static String url(String path) {
        return require(path, Themes.class.getResource(path));
    }

    /** The program is not whole where one of its own files is not there. */
    static String require(String path, @Nullable URL found) {
        if (found == null) {
            throw new GateException(
                    ErrorCode.INTERNAL_ERROR,
                    "The program is not whole: its file " + path + " is missing. Install it again.");
        }
        return found.toExternalForm();
    }
}
