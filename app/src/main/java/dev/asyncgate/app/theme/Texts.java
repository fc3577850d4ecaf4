package dev.asyncgate.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** The words of the console, by key, from the bundle {@code dev/asyncgate/ui/texts}. Immutable. */
public final class Texts {

    private static final String BUNDLE = "/dev/asyncgate/ui/texts";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(String file, Locale locale) {
        this.bundle = read(file);
        this.locale = locale;
    }

    /** The texts of this language, or English where there are none. */
    public static Texts of(Locale locale) {
        return locale.getLanguage().equals(Locale.GERMAN.getLanguage())
                ? new Texts(BUNDLE + "_de.properties", Locale.GERMAN)
                : new Texts(BUNDLE + ".properties", Locale.ROOT);
    }

    /** The text of a key, with {@code {0}}, {@code {1}} … replaced. A key without a text is a fault of the program. */
    public String text(String key, Object... values) {
        String pattern = bundle.getString(key);
        return values.length == 0 ? pattern : new MessageFormat(pattern, locale).format(values);
    }

    /** For FXML, which looks keys up itself. */
    public ResourceBundle bundle() {
        return bundle;
    }

    /** By hand: {@link ResourceBundle#getBundle} answers in the desktop's language where English was asked for. */
    private static ResourceBundle read(String file) {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
