package dev.asyncgate.app.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.GateException;
import java.util.Arrays;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WCAG 2 contrast of the token files: 4.5 for text and 3 for graphics; high contrast 7 and 4.5. */
class ThemesAreReadableTest {

    private static final List<String> BACKGROUNDS =
            List.of("color-bg-default", "color-bg-subtle", "color-bg-inset", "color-bg-overlay", "color-accent-subtle");
    private static final List<String> TEXTS = List.of(
            "color-fg-default",
            "color-fg-muted",
            "color-fg-subtle",
            "color-accent-fg",
            "color-success-fg",
            "color-warning-fg",
            "color-danger-fg",
            "ag-json-key",
            "ag-json-string",
            "ag-json-number",
            "ag-json-word");
    private static final List<String> GRAPHICS = List.of(
            "ag-control-border",
            "ag-now",
            "ag-attention",
            "ag-edge-obligation",
            "ag-edge-causal",
            "ag-env-local",
            "ag-env-development",
            "ag-env-staging",
            "ag-env-production");

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Themes.require("/dev/asyncgate/ui/theme/dark.css", null))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("theme/dark.css is missing");
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void wordsAreReadOnEverySurface(Theme theme) {
        TEXTS.forEach(text -> onEverySurface(theme, text, theme == Theme.CONTRAST ? 7 : 4.5));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void marksAreSeenOnEverySurface(Theme theme) {
        double least = theme == Theme.CONTRAST ? 4.5 : 3;
        GRAPHICS.forEach(mark -> onEverySurface(theme, mark, least));
        Arrays.stream(StateLook.values()).forEach(look -> onEverySurface(theme, look.token(), least));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void labelsAreReadOnBarsAndMarksInCaps(Theme theme) {
        Palette palette = Palette.of(theme);
        for (StateLook look : StateLook.values()) {
            Palette.Shades shades = palette.shades(look);
            assertThat(contrast(palette.text(), shades.tint()))
                    .as("%s label", look)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(shades.on(), shades.full())).as("%s cap", look).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void buttonsAreRead(Theme theme) {
        Palette palette = Palette.of(theme);
        for (String fill : List.of("accent", "success", "warning", "danger")) {
            Color emphasis = palette.colour("color-" + fill + "-emphasis");
            assertThat(contrast(palette.colour("color-fg-emphasis"), emphasis))
                    .as(fill)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static void onEverySurface(Theme theme, String token, double least) {
        Palette palette = Palette.of(theme);
        for (String surface : BACKGROUNDS) {
            assertThat(contrast(palette.colour(token), palette.colour(surface)))
                    .as("%s: %s on %s", theme, token, surface)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static double contrast(Color one, Color two) {
        double a = luminance(one);
        double b = luminance(two);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        double[] linear = ColourVision.NORMAL.seeLinear(colour);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }
}
