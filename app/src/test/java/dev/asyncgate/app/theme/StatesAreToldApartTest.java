package dev.asyncgate.app.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatesAreToldApartTest {

    private static final double LEAST = 10;

    @ParameterizedTest
    @EnumSource(Theme.class)
    void anyTwoTaskStatesDifferForEveryEye(Theme theme) {
        allPairsDiffer(
                theme,
                Arrays.stream(StateLook.values()).filter(StateLook::isTask).toList());
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void anyTwoLeaseEndsDifferForEveryEye(Theme theme) {
        allPairsDiffer(
                theme,
                Arrays.stream(StateLook.values()).filter(look -> !look.isTask()).toList());
    }

    @Test
    void noTwoTaskStatesShareAGlyph() {
        List<GlyphPath> glyphs = Arrays.stream(StateLook.values())
                .filter(StateLook::isTask)
                .map(look -> Glyphs.statePath(look.word()))
                .toList();
        assertThat(glyphs).doesNotHaveDuplicates();
    }

    @Test
    void noTwoLeaseEndsShareAnOutlineOrAMark() {
        List<String> ends = Arrays.stream(StateLook.values())
                .filter(look -> !look.isTask() && look != StateLook.LEASE_ACTIVE)
                .map(StateLook::word)
                .toList();
        assertThat(ends.stream().map(end -> LeaseCap.outline(end, 16, 20))).doesNotHaveDuplicates();
        assertThat(ends.stream().map(Glyphs::markPath)).doesNotHaveDuplicates();
    }

    @Test
    void theFormulaIsThatOfSharmaWuAndDalal() {
        // Pair 1 of the table in "The CIEDE2000 Color-Difference Formula", 2005.
        assertThat(Ciede2000.difference(new double[] {50, 2.6772, -79.7751}, new double[] {50, 0, -82.7485}))
                .isCloseTo(2.0425, offset(1e-4));
    }

    private static void allPairsDiffer(Theme theme, List<StateLook> looks) {
        Palette palette = Palette.of(theme);
        for (ColourVision vision : ColourVision.values()) {
            for (StateLook one : looks) {
                for (StateLook two : looks.subList(looks.indexOf(one) + 1, looks.size())) {
                    double difference = Ciede2000.difference(
                            Ciede2000.lab(vision.seeLinear(palette.shades(one).full())),
                            Ciede2000.lab(vision.seeLinear(palette.shades(two).full())));
                    assertThat(difference)
                            .as("%s %s: %s and %s", theme, vision, one, two)
                            .isGreaterThan(LEAST);
                }
            }
        }
    }
}
