package dev.asyncgate.app.leases;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.bench.Figures;
import dev.asyncgate.app.bench.Frames;
import dev.asyncgate.app.bench.Stand;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.bench.Comparison;
import dev.asyncgate.bench.Goal;
import dev.asyncgate.bench.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Measures the timeline with a million leases in view. */
public final class TimelineBench {

    /** Its name as a scenario. */
    public static final String NAME = "leases-timeline";

    private static final Duration ALL = Duration.ofHours(6).plusMinutes(10);

    private TimelineBench() {}

    /**
     * Measures.
     *
     * @param acting who may act on what is shown
     */
    public static List<Comparison> run(Stand stand, UUID tenant, Function<UUID, Acting> acting) {
        var figures = new Figures(NAME);
        for (int round = 0; round <= stand.effort().rounds(); round++) {
            LeasesPlace place = stand.show(
                    context -> new LeasesPlace(context, stand.gate().inspector(tenant), acting.apply(tenant)));
            LeasesViewModel model = place.model();
            double first = stand.millisUntilPainted(
                    () -> {
                        model.show(new TimeWindow(Instant.now().minus(ALL), Instant.now()));
                        place.arrive(new Destination.ShowPlace(PlaceId.LEASES));
                    },
                    () -> hasLanes(model.timelineProperty().get()));
            double rest = stand.millisUntilPainted(
                    () -> {}, () -> isComplete(model.timelineProperty().get()));
            Frames panning = stand.frames(frame ->
                    model.pan(TimeWindow.part(model.viewport().window().length(), frame % 120 < 60 ? -0.004 : 0.004)));
            Frames zooming = stand.frames(frame -> model.zoomAt(500, frame % 120 < 60 ? 0.99 : 1 / 0.99));
            double held = stand.longestHold();
            stand.run(place::leave);
            stand.say("%s, round %d of %d: first picture %.0f ms, all counted after %.0f ms more"
                    .formatted(NAME, round, stand.effort().rounds(), first, rest));
            if (round > 0) {
                figures.add("first picture of 1,000,000 leases", Unit.MILLISECONDS, Goal.atMost(500), first);
                figures.add("until all are counted", Unit.MILLISECONDS, null, first + rest);
                figures.add("work in a pulse while panning, p95", Unit.MILLISECONDS, Goal.atMost(12), panning.p95());
                figures.add("pulses missed while panning", Unit.PERCENT, Goal.atMost(5), panning.missedPercent());
                figures.add("work in a pulse while zooming, p95", Unit.MILLISECONDS, Goal.atMost(12), zooming.p95());
                figures.add("pulses missed while zooming", Unit.PERCENT, Goal.atMost(5), zooming.missedPercent());
                figures.add("FX thread held, 1,000 changes a second", Unit.MILLISECONDS, Goal.atMost(50), held);
            }
        }
        return figures.comparisons();
    }

    private static boolean hasLanes(@Nullable Timeline timeline) {
        return timeline != null && !timeline.lanes().isEmpty();
    }

    private static boolean isComplete(@Nullable Timeline timeline) {
        return timeline != null && timeline.complete();
    }
}
