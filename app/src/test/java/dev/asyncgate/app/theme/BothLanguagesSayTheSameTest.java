package dev.asyncgate.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever reads German is told all that English tells, with the same values in it. */
class BothLanguagesSayTheSameTest {

    private static final Pattern VALUE = Pattern.compile("\\{(\\d+)[},]");

    private final Texts english = Texts.of(Locale.ENGLISH);
    private final Texts german = Texts.of(Locale.GERMAN);

    @Test
    void bothHaveTheSameKeys() throws IOException {
        assertThat(keys("texts_de.properties")).isEqualTo(keys("texts.properties"));
    }

    /** Of the file itself: at run time what German lacks is said in English. */
    private static Set<String> keys(String file) throws IOException {
        var texts = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Texts.class.getResourceAsStream("/dev/asyncgate/ui/" + file), file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }

    @Test
    void eachTextTakesTheSameValues() {
        for (String key : english.bundle().keySet()) {
            assertThat(values(german.text(key))).as(key).isEqualTo(values(english.text(key)));
        }
    }

    @Test
    void eachTextThatTakesValuesIsAPattern() {
        for (String key : german.bundle().keySet()) {
            if (!values(german.text(key)).isEmpty()) {
                assertThat(new MessageFormat(german.text(key), Locale.GERMAN))
                        .as(key)
                        .isNotNull();
            }
        }
    }

    @Test
    void numbersAreSaidAsTheLanguageSaysThem() {
        assertThat(english.text("status.number", 1906L)).isEqualTo("1,906");
        assertThat(german.text("status.number", 1906L)).isEqualTo("1.906");
    }

    @Test
    void anyOtherLanguageIsToldInEnglish() {
        assertThat(Texts.of(Locale.FRENCH).text("place.tasks")).isEqualTo("Tasks");
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }
}
