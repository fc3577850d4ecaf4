package dev.asyncgate.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The words of the console, by key, from the bundle {@code dev/asyncgate/ui/texts}. Immutable. */
public final class Texts {

    private static final String BUNDLE = "/dev/asyncgate/ui/texts";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** The texts of this language, or English where there are none. */
    public static Texts of(Locale locale) {
        ResourceBundle english = read(BUNDLE + ".properties", null);
        return locale.getLanguage().equals(Locale.GERMAN.getLanguage())
                ? new Texts(read(BUNDLE + "_de.properties", english), Locale.GERMAN)
                : new Texts(english, Locale.ROOT);
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
    private static ResourceBundle read(String file, @Nullable ResourceBundle base) {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return new Bundle(reader, base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it lacks is said in the words of its base. */
    private static final class Bundle extends PropertyResourceBundle {
        Bundle(Reader reader, @Nullable ResourceBundle base) throws IOException {
            super(reader);
            if (base != null) {
                setParent(base);
            }
        }
    }
}
