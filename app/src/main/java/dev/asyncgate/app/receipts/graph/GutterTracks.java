package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipts.graph.EdgeRouter.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Shares out the tracks of the gutters on one side of the columns: edges of one upper node run together, edges of
 * different ones that would lie over each other run side by side.
 */
final class GutterTracks {

    /** What one upper node needs of the gutter of its column. */
    private static final class Claim {
        final int column;
        final int top;
        int bottom;
        int track;

        Claim(int column, int top) {
            this.column = column;
            this.top = top;
        }
    }

    private final Map<UUID, Claim> claims = new HashMap<>();

    void claim(Link link) {
        Claim claim = claims.computeIfAbsent(
                link.from().id(),
                ignored -> new Claim(
                        link.from().slot().column(), link.from().slot().row()));
        claim.bottom = Math.max(claim.bottom, link.to().slot().row());
    }

    void assign() {
        Map<Integer, List<Claim>> byColumn = new HashMap<>();
        claims.values()
                .forEach(claim -> byColumn.computeIfAbsent(claim.column, ignored -> new ArrayList<>())
                        .add(claim));
        byColumn.values().forEach(GutterTracks::pack);
    }

    int track(Link link) {
        Claim claim = claims.get(link.from().id());
        return claim == null ? 0 : claim.track;
    }

    /** The first track that is free takes it; the last one where none is. */
    private static void pack(List<Claim> column) {
        column.sort(Comparator.comparingInt(claim -> claim.top));
        int[] freeFrom = new int[Grid.TRACKS];
        for (Claim claim : column) {
            int track = 0;
            while (track < Grid.TRACKS - 1 && freeFrom[track] > claim.top) {
                track++;
            }
            claim.track = track;
            freeFrom[track] = Math.max(freeFrom[track], claim.bottom);
        }
    }
}
