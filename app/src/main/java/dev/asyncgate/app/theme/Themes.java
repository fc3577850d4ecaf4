package dev.asyncgate.app.theme;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/** The theme in force and its colours; dresses scenes and keeps them dressed. For the FX thread only. */
public final class Themes {

    public static final double SMALLEST = 1;
    public static final double LARGEST = 3;

    /** The size of words at scale 1, in px. */
    private static final double FONT = 13;

    private static final List<String> SHEETS = List.of("asyncgate", "controls", "window", "place");

    private final ObjectProperty<ThemeChoice> choice = new SimpleObjectProperty<>(this, "choice", ThemeChoice.DARK);
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(this, "theme", Theme.DARK);
    private final ReadOnlyObjectWrapper<Palette> palette =
            new ReadOnlyObjectWrapper<>(this, "palette", Palette.of(Theme.DARK));

    private final DoubleProperty scale = new SimpleDoubleProperty(this, "scale", 1);
    private final BooleanProperty comfortable = new SimpleBooleanProperty(this, "comfortable");
    private final BooleanProperty lessMotion = new SimpleBooleanProperty(this, "lessMotion");

    public Themes() {
        choice.subscribe(ignored -> resolve());
    }

    /** What the user chose; may be set. */
    public ObjectProperty<ThemeChoice> choiceProperty() {
        return choice;
    }

    /** How large everything is drawn: {@value #SMALLEST} to {@value #LARGEST}, 1 for px as designed; may be set. */
    public DoubleProperty scaleProperty() {
        return scale;
    }

    /** Whether rows are 4 px higher; may be set. */
    public BooleanProperty comfortableProperty() {
        return comfortable;
    }

    /** Whether nothing moves that need not; what the desktop asks for counts as well. May be set. */
    public BooleanProperty lessMotionProperty() {
        return lessMotion;
    }

    /** Whether nothing moves now that need not. */
    public boolean isStill() {
        return lessMotion.get() || Platform.getPreferences().isReducedMotion();
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
        ObjectBinding<List<String>> sheets =
                Bindings.createObjectBinding(() -> sheetsOf(theme.get(), adjustments()), theme, scale, comfortable);
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

    /** What the chosen scale and density change: the content of a window is scaled by its root, its popups are not. */
    private String adjustments() {
        String css = "";
        if (scale.get() != 1) {
            css += ".tooltip, .context-menu, .combo-box-popup { -fx-font-size: " + FONT * scale.get() + "px; }";
        }
        if (comfortable.get()) {
            css += ".table-view { -fx-fixed-cell-size: 32px; } .table-row-cell { -fx-cell-size: 32px; }";
        }
        return css;
    }

    private static List<String> sheetsOf(Theme theme, String adjustments) {
        Stream<String> files = Stream.concat(
                        Stream.of(theme.tokens()),
                        SHEETS.stream().map(sheet -> "/dev/asyncgate/ui/theme/" + sheet + ".css"))
                .map(Themes::url);
        Stream<String> last = adjustments.isEmpty()
                ? Stream.empty()
                : Stream.of("data:text/css;base64,"
                        + Base64.getEncoder().encodeToString(adjustments.getBytes(StandardCharsets.UTF_8)));
        return Stream.concat(files, last).toList();
    }

    private static String url(String path) {
        URL url = Themes.class.getResource(path);
        return Objects.requireNonNull(url, path).toExternalForm();
    }
}
