package dev.asyncgate.app.leases;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the place shows and what can be done with it. Asks and lays out off the FX thread; for the FX thread only. */
final class LeasesViewModel {

    /** What the place has to say. */
    enum Shown {
        LOADING,
        /** No lease, and none lately. */
        EMPTY,
        /** The filters leave nothing. */
        FILTERED,
        LANES
    }

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration TICKED = Duration.ofSeconds(1);
    /** So old may the counts of the overview be. */
    private static final Duration OVERVIEW_AGE = Duration.ofSeconds(5);

    private final Background background;
    private final Scope scope;
    private final LeaseReads reads;
    private final TextWidths widths;
    private final Clock clock;
    private final Viewport viewport;
    private final LeaseSelection selection;
    private final ActsViewModel acts;

    private final ObjectProperty<LaneBy> laneBy = new SimpleObjectProperty<>(this, "laneBy", LaneBy.WORKER);
    private final ObjectProperty<Set<String>> ends = new SimpleObjectProperty<>(this, "ends", Set.of());
    private final StringProperty laneFilter = new SimpleStringProperty(this, "laneFilter", "");
    private final BooleanProperty paused = new SimpleBooleanProperty(this, "paused");
    private final DoubleProperty chartWidth = new SimpleDoubleProperty(this, "chartWidth", 900);
    private final ReadOnlyObjectWrapper<@Nullable LeaseData> data = new ReadOnlyObjectWrapper<>(this, "data");
    private final ReadOnlyObjectWrapper<@Nullable Timeline> timeline = new ReadOnlyObjectWrapper<>(this, "timeline");
    private final ReadOnlyObjectWrapper<Overview> overview;
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable Load> firstLoad = new ReadOnlyObjectWrapper<>(this, "firstLoad");
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown", Shown.LOADING);
    private final ReadOnlyObjectWrapper<Instant> now;

    private final ReadOnlyObjectWrapper<@Nullable TimeWindow> measured = new ReadOnlyObjectWrapper<>(this, "measured");

    private final ReadOnlyObjectWrapper<@Nullable String> selectedLane =
            new ReadOnlyObjectWrapper<>(this, "selectedLane");

    private final LeaseCounts counts = new LeaseCounts();
    private final Motion motion = new Motion();
    private final Set<String> openGroups = new HashSet<>();
    private final List<Instant> openedFolds = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    /** Until there are leases or somebody moves the window. */
    private boolean untouched = true;
    /** The end of a lease that is to be in view; null once it is. */
    private @Nullable Instant toReveal;

    private @Nullable Tick poll;
    private @Nullable Load counting;

    /** Read off the FX thread by the polls: what they are to ask next. */
    private volatile LeaseReads.Question question;

    /** How often the clock was set: what was asked before has nothing to say any more. */
    private final AtomicInteger settings = new AtomicInteger();

    private TimeWindow overviewRange;

    LeasesViewModel(Background background, LeaseReads reads, TextWidths widths, Clock clock) {
        this.background = background;
        this.scope = background.scope();
        this.reads = reads;
        this.widths = widths;
        this.clock = clock;
        Instant start = clock.instant();
        this.now = new ReadOnlyObjectWrapper<>(this, "now", start);
        this.viewport = new Viewport(start);
        this.selection = new LeaseSelection(background.scope(), reads);
        this.acts = new ActsViewModel(background, this::readAgain);
        this.overviewRange = Overview.rangeFor(viewport.window(), start);
        this.overview = new ReadOnlyObjectWrapper<>(this, "overview", Overview.of(overviewRange, counts, start));
        this.question = new LeaseReads.Question(viewport.window(), chartWidth.get(), laneBy.get());
        laneBy.subscribe((before, after) -> ask());
        ends.subscribe((before, after) -> layOut());
        laneFilter.subscribe((before, after) -> layOut());
        chartWidth.subscribe((before, after) -> layOut());
        paused.subscribe((before, after) -> pauseOrResume());
    }

    /** Has the lanes and filters that were left, and keeps them from now on. */
    void remember(Memory memory) {
        memory.keep("lanes", laneBy, LaneBy.class);
        memory.keep("filter", laneFilter);
        memory.keep("ends", ends, LeasesViewModel::ends, shown -> String.join(" ", new TreeSet<>(shown)));
    }

    /** What was remembered of the ends that are shown; nothing is all of them. */
    private static Set<String> ends(String remembered) {
        Set<String> ends = remembered.isEmpty() ? Set.of() : Set.of(remembered.split(" "));
        if (!ends().containsAll(ends)) {
            throw new IllegalArgumentException("no ends of leases: " + remembered);
        }
        return ends;
    }

    /** The names of every end, and of not having ended. */
    static List<String> ends() {
        var ends = new ArrayList<String>();
        ends.add("active");
        for (LeaseEnd end : LeaseEnd.values()) {
            ends.add(end.wireName());
        }
        return ends;
    }

    // ---- coming and going

    /** The place comes into view: asks at once, then after each change. */
    void arrive() {
        scope.cancelAll();
        clockWentOn();
        if (data.get() == null) {
            firstLoad.set(scope.load("first", this::read, this::answered, this::failed));
        }
        poll = scope.follow(POLL, this::read, this::answered, this::failed);
        scope.every(TICKED, this::clockWentOn);
        pauseOrResume();
    }

    /** The place goes out of view. */
    void leave() {
        scope.cancelAll();
        poll = null;
    }

    /** Asks out of turn what has become of the leases and of the selected one: somebody acted. */
    void readAgain() {
        ask();
        selection.readAgain();
    }

    /** The clock was set, as where an earlier instant stands for now: looks there, and asks anew. */
    void clockWasSet() {
        settings.incrementAndGet();
        ahead = Duration.ZERO;
        now.set(clock.instant());
        if (untouched) {
            viewport.home(now.get());
        } else {
            viewport.followFrom(now.get());
        }
        selection.readAgain();
        ask();
    }

    /** Tries again after a failure. */
    void retry() {
        failure.set(null);
        ask();
    }

    private void clockWentOn() {
        now.set(clock.instant().plus(ahead));
        if (!isResting()) {
            viewport.clock(now.get());
        }
        windowMoved();
    }

    private boolean isResting() {
        return paused.get() || !background.liveProperty().get();
    }

    private void pauseOrResume() {
        if (poll != null) {
            if (paused.get()) {
                poll.pause();
            } else {
                poll.resume();
            }
        }
    }

    // ---- asking

    private void ask() {
        windowMoved();
        if (poll != null && !isResting()) {
            poll.soon();
        } else {
            scope.load("window", this::read, this::answered, this::failed);
        }
    }

    private void windowMoved() {
        question = new LeaseReads.Question(viewport.window(), chartWidth.get(), laneBy.get());
        overviewRange = Overview.rangeFor(viewport.window(), now.get());
        layOut();
        countOn();
    }

    private record Answer(int settings, LeaseData data) {}

    /** Off the FX thread. */
    private Answer read() throws InterruptedException {
        motion.awaitRest();
        int before = settings.get();
        return new Answer(before, reads.leases().apply(question));
    }

    private void answered(Answer answer) {
        if (answer.settings() == settings.get()) {
            answered(answer.data());
        }
    }

    private void answered(LeaseData answer) {
        failure.set(null);
        ahead = Duration.between(clock.instant(), answer.leases().at());
        now.set(answer.leases().at());
        data.set(answer);
        firstLook(answer.leases().leases());
        revealWhenLooking();
        selection.look(answer.leases().leases());
        layOut();
        countOn();
    }

    private void firstLook(List<LeaseSpan> leases) {
        if (untouched && viewport.followProperty().get() && !leases.isEmpty()) {
            untouched = false;
            viewport.firstLook(usual(leases), now.get());
            ask();
        }
    }

    /** Half of all the time was held in leases no longer than this: thousands of tiny ones decide nothing. */
    private Duration usual(List<LeaseSpan> leases) {
        List<Duration> held = leases.stream()
                .map(lease -> LeaseDossier.held(lease, now.get()))
                .sorted()
                .toList();
        Duration rest = held.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(2);
        for (Duration one : held) {
            rest = rest.minus(one);
            if (!rest.isPositive()) {
                return one;
            }
        }
        return Duration.ZERO;
    }

    // ---- counting

    /** Counts a slice after the other until everything in view is known: first the lanes, then the overview. */
    private void countOn() {
        LeaseData known = data.get();
        boolean busy = counting != null && counting.isRunning();
        LeaseCounts.Slice next = known == null || busy ? null : nextToCount(known);
        if (next != null) {
            Instant askedAt = now.get();
            counting = scope.load("count", () -> count(next), found -> counted(next, found, askedAt), this::failed);
        }
    }

    /** Off the FX thread. */
    private List<LeaseBucket> count(LeaseCounts.Slice slice) throws InterruptedException {
        motion.awaitRest();
        return reads.count().apply(slice);
    }

    private LeaseCounts.@Nullable Slice nextToCount(LeaseData known) {
        Instant asOf = known.leases().at();
        LeaseCounts.Slice ofLanes = known.counted()
                ? counts.next(laneBy.get().counted(), known.bucketLength(), viewport.window(), now.get(), asOf)
                : null;
        return ofLanes != null
                ? ofLanes
                : counts.next(
                        LeaseBuckets.Lane.ALL, Overview.BUCKET, overviewRange, now.get(), asOf.minus(OVERVIEW_AGE));
    }

    private void counted(LeaseCounts.Slice slice, List<LeaseBucket> found, Instant askedAt) {
        counts.keep(slice, found, askedAt);
        overview.set(Overview.of(overviewRange, counts, now.get()));
        layOut();
        countOn();
    }

    private boolean isOverviewKnown() {
        return counts.known(LeaseBuckets.Lane.ALL, Overview.BUCKET, overviewRange, now.get())
                .isComplete();
    }

    private void failed(Exception problem) {
        failure.set(problem);
    }

    // ---- laying out

    private void layOut() {
        LeaseData known = data.get();
        if (known == null) {
            return;
        }
        var wish = new TimelineLayout.Wish(
                viewport.window(),
                chartWidth.get(),
                ends.get(),
                laneFilter.get(),
                Set.copyOf(openGroups),
                List.copyOf(openedFolds),
                rowsBefore(),
                now.get());
        LeaseCounts.Known counted = known.counted()
                ? counts.known(known.laneBy().counted(), known.bucketLength(), viewport.window(), now.get())
                : LeaseCounts.Known.NOTHING;
        scope.load("layout", () -> TimelineLayout.of(wish, known, counted, widths), this::laidOut, this::failed);
    }

    /** Rows are kept while nothing but time goes on; another zoom stacks anew. */
    private Map<UUID, Integer> rowsBefore() {
        Timeline before = timeline.get();
        boolean sameZoom = before != null
                && before.scale().width() == chartWidth.get()
                && before.scale().window().length().equals(viewport.window().length());
        return sameZoom ? before.rowsOfLeases() : Map.of();
    }

    private void laidOut(Timeline laidOut) {
        timeline.set(laidOut);
        shown.set(shown(laidOut));
    }

    private Shown shown(Timeline laidOut) {
        if (!laidOut.lanes().isEmpty()) {
            return Shown.LANES;
        }
        if (laidOut.overlapping() > 0) {
            return Shown.FILTERED;
        }
        if (!overview.get().buckets().isEmpty()) {
            return Shown.LANES;
        }
        return isOverviewKnown() ? Shown.EMPTY : shown.get();
    }

    // ---- moving about

    void pan(Duration by) {
        untouched = false;
        motion.step();
        viewport.pan(by);
        ask();
    }

    /** Zooms about a place of the chart, in px from its left edge; a factor above 1 shows more time. */
    void zoomAt(double x, double factor) {
        Timeline laidOut = timeline.get();
        TimeWindow window = viewport.window();
        List<TimeWindow> folds = laidOut == null
                ? List.of()
                : laidOut.scale().folds().stream()
                        .filter(fold -> !fold.from().isBefore(window.from()))
                        .filter(fold -> !fold.to().isAfter(window.to()))
                        .toList();
        zoom(new TimeScale(window, chartWidth.get(), folds).zoomedAbout(x, factor));
    }

    /** Zooms about now where it is in view, else about the middle. */
    void zoom(double factor) {
        TimeWindow window = viewport.window();
        boolean nowInView = window.contains(now.get());
        zoom(window.zoomed(
                nowInView ? now.get() : window.from().plus(window.length().dividedBy(2)), factor));
    }

    private void zoom(TimeWindow zoomed) {
        untouched = false;
        motion.step();
        viewport.zoom(zoomed, now.get());
        ask();
    }

    /** Looks there, or at the last of it where it is longer than can be shown. */
    void showBetween(Instant from, Instant to) {
        var asked = new TimeWindow(from, to);
        boolean tooLong = asked.length().compareTo(TimeWindow.LONGEST) > 0;
        boolean tooShort = asked.length().compareTo(TimeWindow.SHORTEST) < 0;
        show(
                tooLong || tooShort
                        ? TimeWindow.around(to, 1, tooLong ? TimeWindow.LONGEST : TimeWindow.SHORTEST)
                        : asked);
    }

    void show(TimeWindow there) {
        untouched = false;
        motion.step();
        viewport.show(there);
        ask();
    }

    /** All leases of the last hours, and on with the clock; every fold and group closes. */
    void fit() {
        untouched = false;
        openedFolds.clear();
        openGroups.clear();
        List<LeaseBucket> buckets = overview.get().buckets();
        Instant since = buckets.isEmpty()
                ? now.get().minus(Viewport.FIRST)
                : buckets.getFirst().from();
        viewport.fit(since, now.get());
        ask();
    }

    void followNow(boolean follow) {
        if (follow) {
            viewport.followFrom(now.get());
            ask();
        } else {
            viewport.followProperty().set(false);
        }
    }

    void openFold(TimeWindow fold) {
        openedFolds.add(fold.from().plus(fold.length().dividedBy(2)));
        layOut();
    }

    /** Opens every break that is in view. */
    void openFolds() {
        Timeline laidOut = timeline.get();
        if (laidOut != null) {
            laidOut.scale().folds().forEach(this::openFold);
        }
    }

    /** Shows each lane of the group that a lane belongs to, or all as one again. */
    void toggleGroup(String lane) {
        String beginning = TimelineLayout.beginning(laneBy.get(), lane);
        if (!openGroups.remove(beginning)) {
            openGroups.add(beginning);
        }
        layOut();
    }

    /** Goes on to the bar or the summed up lane that an arrow key leads to. */
    Optional<Timeline.Stop> walk(Timeline.Step step) {
        Timeline laidOut = timeline.get();
        if (laidOut == null) {
            return Optional.empty();
        }
        Optional<Timeline.Stop> stop = laidOut.step(selection.leaseIdProperty().get(), selectedLane.get(), step);
        stop.ifPresent(it -> {
            switch (it) {
                case Timeline.Stop.OnBar(LeaseBar bar) -> {
                    selectedLane.set(null);
                    selection.select(bar.lease());
                }
                case Timeline.Stop.OnLane(Lane lane) -> {
                    selection.clear();
                    selectedLane.set(lane.key());
                }
            }
        });
        return stop;
    }

    /** Measures between two instants, in either order. */
    void measure(Instant a, Instant b) {
        measured.set(a.isBefore(b) ? new TimeWindow(a, b) : new TimeWindow(b, a));
    }

    /** Measures the selected lease, from its beginning to its end or to now; nothing is measured without one. */
    void measureSelected() {
        Timeline laidOut = timeline.get();
        if (laidOut != null) {
            laidOut.barOf(selection.leaseIdProperty().get())
                    .map(LeaseBar::lease)
                    .ifPresent(lease -> {
                        Instant end = lease.endedAt();
                        measure(lease.acquiredAt(), end == null ? now.get() : end);
                    });
        }
    }

    /** Forgets what was measured; false when nothing was. */
    boolean clearMeasured() {
        boolean was = measured.get() != null;
        measured.set(null);
        return was;
    }

    /** Shows lanes of a kind alone whose name holds this. */
    void showLanes(LaneBy kind, String name) {
        laneBy.set(kind);
        laneFilter.set(name);
    }

    void clearFilters() {
        ends.set(Set.of());
        laneFilter.set("");
    }

    /** Shows a lease, wherever in time it lies. */
    void reveal(UUID leaseId, UUID taskId) {
        selection.select(leaseId, taskId, lease -> {
            toReveal = lease.endedAt() == null ? now.get() : lease.endedAt();
            revealWhenLooking();
        });
    }

    /** How long the window is tells the first look, which may well hold the lease. */
    private void revealWhenLooking() {
        Instant end = toReveal;
        if (end == null || data.get() == null) {
            return;
        }
        toReveal = null;
        if (!viewport.window().contains(end)) {
            show(TimeWindow.around(end, 0.6, viewport.window().length()));
        }
    }

    // ---- what there is to see

    /** How long until the next lease runs out, never below zero; null while none is live. */
    @Nullable Duration untilNextExpiry() {
        LeaseData known = data.get();
        if (known == null || known.nextExpiry() == null) {
            return null;
        }
        Duration left = Duration.between(now.get(), known.nextExpiry().expiresAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    Viewport viewport() {
        return viewport;
    }

    LeaseSelection selection() {
        return selection;
    }

    /** What is done about the selected lease. */
    ActsViewModel acts() {
        return acts;
    }

    ObjectProperty<LaneBy> laneByProperty() {
        return laneBy;
    }

    /** The ends that are shown; empty for all. */
    ObjectProperty<Set<String>> endsProperty() {
        return ends;
    }

    StringProperty laneFilterProperty() {
        return laneFilter;
    }

    /** While true the data stands; the clock goes on. */
    BooleanProperty pausedProperty() {
        return paused;
    }

    /** The width that the bars have, in px; set by the view. */
    DoubleProperty chartWidthProperty() {
        return chartWidth;
    }

    ReadOnlyObjectProperty<@Nullable LeaseData> dataProperty() {
        return data.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Load> firstLoadProperty() {
        return firstLoad.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The summed up lane that the keyboard stands on; null for none. */
    ReadOnlyObjectProperty<@Nullable String> selectedLaneProperty() {
        return selectedLane.getReadOnlyProperty();
    }

    /** What was measured, and what other places can be narrowed to; null for nothing. */
    ReadOnlyObjectProperty<@Nullable TimeWindow> measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /** The database's clock, as well as it is known. */
    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }
}
