package dev.asyncgate.app.shell;

import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.theme.ThemeChoice;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What somebody chose for the whole console; kept from one start to the next. For the FX thread only. */
public final class Preferences {

    private final Themes themes;
    private final ObjectProperty<Language> language = new SimpleObjectProperty<>(this, "language", Language.DESKTOP);
    private final ObjectProperty<Times> times = new SimpleObjectProperty<>(this, "times", Times.UTC);
    private final StringProperty operator;

    /** The languages that there are texts in. */
    public enum Language {
        /** That of the desktop where there are texts in it, else English. */
        DESKTOP,
        ENGLISH,
        GERMAN;

        public Locale locale() {
            return switch (this) {
                case DESKTOP -> Locale.getDefault();
                case ENGLISH -> Locale.ENGLISH;
                case GERMAN -> Locale.GERMAN;
            };
        }
    }

    /** How instants are said in lists and inspectors. */
    public enum Times {
        UTC,
        LOCAL,
        RELATIVE
    }

    /**
     * As they were kept, else as they come.
     *
     * @param account whose name the operator has until another is given
     */
    public Preferences(Memory memory, Themes themes, String account) {
        this.themes = themes;
        this.operator = new SimpleStringProperty(this, "operator", account);
        memory.keep("theme", themes.choiceProperty(), ThemeChoice.class);
        memory.keep("scale", themes.scaleProperty(), Preferences::scale, String::valueOf);
        memory.keep("comfortable", themes.comfortableProperty());
        memory.keep("less_motion", themes.lessMotionProperty());
        memory.keep("language", language, Language.class);
        memory.keep("times", times, Times.class);
        memory.keep("operator", operator, Preferences::name, Function.identity());
    }

    private static Number scale(String text) {
        return Math.clamp(Double.parseDouble(text), Themes.SMALLEST, Themes.LARGEST);
    }

    /** A name that a principal may have. */
    private static String name(String text) {
        try {
            return Principal.external(PrincipalKind.HUMAN, text).id();
        } catch (GateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Theme, scale, density and motion. */
    public Themes themes() {
        return themes;
    }

    /** In force from the next start on. */
    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    public ObjectProperty<Times> timesProperty() {
        return times;
    }

    /** The name of who acts, without its kind. */
    public StringProperty operatorProperty() {
        return operator;
    }

    /** Who acts. */
    public Principal operator() {
        return Principal.external(PrincipalKind.HUMAN, operator.get());
    }
}
