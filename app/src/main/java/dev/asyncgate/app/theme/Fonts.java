package dev.asyncgate.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/** The fonts that come along, so that the console looks the same on a machine that has none. */
public final class Fonts {

    /** For words. Its heavier cut is a family of its own: {@link #WORDS_STRONG}. */
    public static final String WORDS = "Inter";

    public static final String WORDS_STRONG = "Inter SemiBold";
    /** For ids, instants, durations, counts in columns and JSON. */
    public static final String DATA = "JetBrains Mono";

    private static final List<String> FILES = List.of(
            "inter/Inter-Regular.otf",
            "inter/Inter-SemiBold.otf",
            "jetbrains_mono/JetBrainsMono-Regular.ttf",
            "jetbrains_mono/JetBrainsMono-Bold.ttf");

    private Fonts() {}

    /** Makes the families known to JavaFX; to be called once, before the first scene. */
    public static void load() {
        FILES.forEach(Fonts::load);
    }

    private static void load(String file) {
        String path = "/com/formdev/flatlaf/fonts/" + file;
        try (InputStream in = Objects.requireNonNull(Fonts.class.getResourceAsStream(path), path)) {
            if (Font.loadFont(in, 13) == null) {
                throw new IllegalStateException("The bundled font " + file + " cannot be read");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
