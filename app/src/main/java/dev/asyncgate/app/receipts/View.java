package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.Viewport;
import dev.asyncgate.app.theme.Theme;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is painted.
 *
 * @param kin the nodes that stay bright; empty when none is selected
 * @param matches the nodes that were found
 * @param now the end of the ages of open obligations
 * @param dimmed how strong what is not kin is drawn: as strong as the rest where contrast matters most
 * @param opacity of a node that may just be appearing, 0 to 1
 */
record View(
        Graph graph,
        Viewport viewport,
        @Nullable UUID selected,
        Set<UUID> kin,
        Set<UUID> matches,
        Instant now,
        double dimmed,
        ToDoubleFunction<UUID> opacity) {

    private static final double DIMMED = 0.45;

    /** High contrast has no dimming. */
    static double dimmed(Theme theme) {
        return theme == Theme.CONTRAST ? 1 : DIMMED;
    }

    boolean isBright(UUID node) {
        return kin.isEmpty() || kin.contains(node);
    }

    double alpha(UUID node) {
        return (isBright(node) ? 1 : dimmed) * opacity.applyAsDouble(node);
    }
}
