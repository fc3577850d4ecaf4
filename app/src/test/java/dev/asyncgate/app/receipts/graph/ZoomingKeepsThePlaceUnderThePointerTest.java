package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** However far one zooms, what was under the pointer is under it still. */
class ZoomingKeepsThePlaceUnderThePointerTest {

    private final Viewport view = Viewport.of(1000, 600);

    @Property
    void zoomingKeepsThePointUnderThePointer(
            @ForAll @DoubleRange(min = 0, max = 1000) double x,
            @ForAll @DoubleRange(min = 0, max = 600) double y,
            @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
        Viewport zoomed = view.zoomAbout(x, y, factor);

        assertThat(zoomed.graphX(x)).isCloseTo(view.graphX(x), within(1e-6));
        assertThat(zoomed.graphY(y)).isCloseTo(view.graphY(y), within(1e-6));
        assertThat(zoomed.scale()).isBetween(Viewport.SMALLEST, Viewport.LARGEST);
    }
}
