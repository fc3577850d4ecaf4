package dev.asyncgate.app.receipts;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.bench.Figures;
import dev.asyncgate.app.bench.Frames;
import dev.asyncgate.app.bench.Stand;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.bench.Comparison;
import dev.asyncgate.bench.Goal;
import dev.asyncgate.bench.Unit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Measures the graph of receipts: from asking for a tree to its picture, and how it moves. */
public final class GraphBench {

    /** Its name as a scenario. */
    public static final String NAME = "receipt-graph";

    private GraphBench() {}

    /**
     * Measures the tree of a task.
     *
     * @param receipts how many it has
     * @param goal for the first picture, ms
     */
    public static List<Comparison> run(
            Stand stand, UUID tenant, UUID root, int receipts, double goal, Function<UUID, Acting> acting) {
        var figures = new Figures(NAME);
        String size = String.format(Locale.ROOT, "%,d receipts", receipts);
        for (int round = 0; round <= stand.effort().rounds(); round++) {
            ReceiptsPlace place = stand.show(
                    context -> new ReceiptsPlace(context, stand.gate().inspector(tenant), acting.apply(tenant), false));
            double first = stand.millisUntilPainted(
                    () -> place.arrive(new Destination.ShowReceipts(root)),
                    () -> place.view().lookup(".graph-canvas") != null);
            Node canvas = stand.call(() -> place.view().lookup(".graph-canvas"));
            Frames panning = stand.frames(frame -> press(canvas, frame % 60 < 30 ? KeyCode.S : KeyCode.W));
            double held = stand.longestHold();
            stand.run(place::leave);
            stand.say("%s, %s, round %d of %d: %.0f ms"
                    .formatted(NAME, size, round, stand.effort().rounds(), first));
            if (round > 0) {
                figures.add(size + ", first picture", Unit.MILLISECONDS, Goal.atMost(goal), first);
                figures.add(
                        size + ", work in a pulse while panning, p95",
                        Unit.MILLISECONDS,
                        Goal.atMost(12),
                        panning.p95());
                figures.add(
                        size + ", pulses missed while panning", Unit.PERCENT, Goal.atMost(5), panning.missedPercent());
                figures.add(
                        size + ", FX thread held, 1,000 changes a second", Unit.MILLISECONDS, Goal.atMost(50), held);
            }
        }
        return figures.comparisons();
    }

    private static void press(Node canvas, KeyCode key) {
        canvas.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", key.getName(), key, false, false, false, false));
    }
}
