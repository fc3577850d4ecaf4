package dev.asyncgate.app.theme;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the console, by key, from the bundle {@code dev/asyncgate/ui/texts}. Immutable. */
public final class Texts {

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The texts of this language, or English where there are none. */
    public static Texts of(Locale locale) {
        return new Texts(ResourceBundle.getBundle("dev.asyncgate.ui.texts", locale));
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … replaced. A key without a text is a fault of the program. */
    public String text(String key, Object... values) {
        String pattern = bundle.getString(key);
        return values.length == 0 ? pattern : new MessageFormat(pattern, bundle.getLocale()).format(values);
    }

    /** For FXML, which looks keys up itself. */
    public ResourceBundle bundle() {
        return bundle;
    }
}
