package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is in view after fitting, revealing and panning. */
class AViewMovesPredictablyTest {

    private final Viewport view = Viewport.of(1000, 600);

    @Test
    void fittingShowsEverythingAndNeverMagnifies() {
        assertThat(view.fit(new Box(0, -20, 500, 300)).scale()).isEqualTo(1);
        Box large = new Box(0, 0, 4000, 1800);
        Box seen = view.fit(large).visible();
        assertThat(seen.right()).isGreaterThanOrEqualTo(large.right());
        assertThat(seen.bottom()).isGreaterThanOrEqualTo(large.bottom());
    }

    @Test
    void revealingMovesOnlyWhatItMust() {
        assertThat(view.revealing(new Box(10, 10, 190, 28))).isEqualTo(view);
        Viewport moved = view.revealing(new Box(1200, 10, 190, 28));
        assertThat(moved.x()).isEqualTo(390);
        assertThat(moved.y()).isZero();
    }

    @Test
    void whatIsRevealedLiesNowhereUnderWhatCoversAPartOfTheView() {
        Box covered = new Box(836, 16, 148, 104);
        for (double scale : new double[] {0.5, 1, 2}) {
            for (int x = -2000; x < 3000; x += 37) {
                for (int y = -500; y < 900; y += 23) {
                    Box node = new Box(x, y, 190, 28);
                    Viewport moved = new Viewport(scale, 0, 0, 1000, 600).revealing(node, covered);

                    Box seen = new Box(moved.viewX(x), moved.viewY(y), 190 * scale, 28 * scale);
                    assertThat(seen.grownBy(-0.001).overlaps(covered))
                            .as("%s at scale %s", node, scale)
                            .isFalse();
                    Box inView = moved.visible().grownBy(0.001);
                    assertThat(inView.contains(x, y) && inView.contains(node.right(), node.bottom()))
                            .as("%s is in view at scale %s", node, scale)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void revealingWhatIsNotCoveredMovesOnlyWhatItMust() {
        Box covered = new Box(836, 16, 148, 104);

        assertThat(view.revealing(new Box(10, 10, 190, 28), covered)).isEqualTo(view);
        assertThat(view.revealing(new Box(700, 90, 190, 28), covered)).isEqualTo(view.pan(0, -30));
        assertThat(view.revealing(new Box(650, 20, 190, 28), covered)).isEqualTo(view.pan(4, 0));
    }

    @Test
    void aPartOfTheGraphAlwaysStaysInView() {
        Box bounds = new Box(0, 0, 800, 2000);
        Box seen = view.pan(50_000, -50_000).keeping(bounds).visible();

        assertThat(seen.overlaps(bounds)).isTrue();
    }

    @Test
    void theWindowOfTheMinimapIsInsideIt() {
        Box bounds = new Box(0, 0, 5000, 9000);
        Box window = new Minimap(bounds, view).window(view.pan(100_000, 100_000));

        assertThat(window.x()).isGreaterThanOrEqualTo(0);
        assertThat(window.w()).isLessThanOrEqualTo(Minimap.WIDTH);
    }
}
