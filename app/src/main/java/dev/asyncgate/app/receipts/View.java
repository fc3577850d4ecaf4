package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.Viewport;
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
 * @param opacity of a node that may just be appearing, 0 to 1
 */
record View(
        Graph graph,
        Viewport viewport,
        @Nullable UUID selected,
        Set<UUID> kin,
        Set<UUID> matches,
        Instant now,
        ToDoubleFunction<UUID> opacity) {

    static final double DIMMED = 0.45;

    boolean isBright(UUID node) {
        return kin.isEmpty() || kin.contains(node);
    }

    double alpha(UUID node) {
        return (isBright(node) ? 1 : DIMMED) * opacity.applyAsDouble(node);
    }
}
