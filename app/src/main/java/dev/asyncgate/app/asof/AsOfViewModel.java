package dev.asyncgate.app.asof;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowBetween;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.history.HistorySpan;
import dev.asyncgate.history.NearestEvent;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The instant that is looked at, how it moves, and what is known of it. For the FX thread only. */
final class AsOfViewModel {

    /** What is selected: a task, perhaps by one of its leases. */
    record Selected(UUID taskId, @Nullable UUID leaseId) {}

    /** While the slider is dragged, the lists follow so often. */
    private static final Duration FOLLOWED = Duration.ofMillis(150);

    private static final Duration FIRST_RANGE = Duration.ofMinutes(45);
    private static final Duration LONGEST_RANGE = Duration.ofHours(6);
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);
    private static final int TICKS_A_SECOND = 4;

    private final Scope scope;
    private final Scope asking;
    private final AsOfReads reads;
    private final Clock clock;

    private final ReadOnlyObjectWrapper<HistorySpan.@Nullable Span> span = new ReadOnlyObjectWrapper<>(this, "span");
    private final ReadOnlyObjectWrapper<Range> range;
    private final ReadOnlyObjectWrapper<Instant> at;
    private final ReadOnlyObjectWrapper<Instant> shownAt;
    private final ReadOnlyObjectWrapper<@Nullable Activity> activity = new ReadOnlyObjectWrapper<>(this, "activity");
    private final ReadOnlyObjectWrapper<@Nullable Reading> reading = new ReadOnlyObjectWrapper<>(this, "reading");
    private final ReadOnlyObjectWrapper<@Nullable Selected> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable PastDossier> dossier = new ReadOnlyObjectWrapper<>(this, "dossier");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable Exception> dossierFailure =
            new ReadOnlyObjectWrapper<>(this, "dossierFailure");
    private final ReadOnlyObjectWrapper<@Nullable UUID> tree = new ReadOnlyObjectWrapper<>(this, "tree");
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(this, "part", Part.LEASES);
    private final ObjectProperty<Step> step = new SimpleObjectProperty<>(this, "step", Step.EVENT);
    private final IntegerProperty speed = new SimpleIntegerProperty(this, "speed", 1);
    private final BooleanProperty playing = new SimpleBooleanProperty(this, "playing");
    private int beats;
    private boolean moving;

    AsOfViewModel(Background background, AsOfReads reads, Clock clock) {
        this.scope = background.scope();
        this.asking = background.scope();
        this.reads = reads;
        this.clock = clock;
        Instant now = clock.instant();
        this.range = new ReadOnlyObjectWrapper<>(this, "range", new Range(now.minus(LOOK_BACK), now));
        this.at = new ReadOnlyObjectWrapper<>(this, "at", now);
        this.shownAt = new ReadOnlyObjectWrapper<>(this, "shownAt", now);
        step.subscribe((before, after) -> read());
        part.subscribe((before, after) -> chooseTree());
        selected.subscribe((before, after) -> readSelected());
    }

    // ---- coming and going

    /** The place comes into view: the first time at an instant shortly before now, later at the same as before. */
    void arrive() {
        asking.cancelAll();
        asking.load("span", reads::span, this::spanKnown, failure::set);
        asking.every(FOLLOWED, this::settle);
        asking.every(Duration.ofMillis(1000 / TICKS_A_SECOND), this::beat);
    }

    void leave() {
        playing.set(false);
        asking.cancelAll();
        scope.cancelAll();
        moving = false;
    }

    private void spanKnown(HistorySpan.Span known) {
        boolean first = span.get() == null;
        failure.set(null);
        span.set(known);
        if (first) {
            Instant begin = whole().from();
            Duration length = Duration.between(begin, known.now());
            range.set(
                    length.compareTo(FIRST_RANGE) > 0
                            ? new Range(known.now().minus(FIRST_RANGE), known.now())
                            : whole());
            boolean isShort = length.compareTo(LOOK_BACK.multipliedBy(5)) < 0;
            at.set(isShort ? range.get().at(0.8) : known.now().minus(LOOK_BACK));
        } else if (range.get().to().isBefore(known.now())
                && range.get().length().compareTo(LONGEST_RANGE) < 0) {
            range.set(new Range(range.get().from(), known.now()));
        }
        readActivity();
        settle();
        read();
    }

    /** From the first thing that is known until now. */
    Range whole() {
        HistorySpan.Span known = span.get();
        Instant now = known == null ? clock.instant() : known.now();
        Instant first = known == null || known.first() == null ? now.minus(LOOK_BACK) : known.first();
        Instant latest = now.minus(Range.SHORTEST);
        return new Range(first.isAfter(latest) ? latest : first, now);
    }

    /** Tries again after a failure. */
    void retry() {
        failure.set(null);
        if (span.get() == null) {
            asking.load("span", reads::span, this::spanKnown, failure::set);
        } else {
            readActivity();
            read();
            readSelected();
        }
    }

    // ---- moving

    /** Moves to an instant, or as near as the history reaches; the lists follow at once. */
    void moveTo(Instant instant) {
        drag(instant);
        settle();
    }

    /** Moves the slider; the lists follow a little later, for it goes on. */
    void drag(Instant instant) {
        Range whole = whole();
        Instant there = instant.isBefore(whole.from()) ? whole.from() : instant;
        at.set(there.isAfter(whole.to()) ? whole.to() : there);
        if (!range.get().contains(at.get())) {
            range.set(range.get().showing(at.get()));
            readActivity();
        }
    }

    /** The lists follow the slider. */
    private void settle() {
        if (span.get() != null && !at.get().equals(shownAt.get())) {
            shownAt.set(at.get());
            read();
            readSelected();
            chooseTree();
        }
    }

    /** One step on, or back. */
    void step(boolean forward) {
        playing.set(false);
        move(forward ? 1 : -1);
    }

    private void move(int by) {
        Duration stretch = step.get().stretch();
        if (stretch != null) {
            moveTo(at.get().plus(stretch.multipliedBy(by)));
            moved(at.get().isBefore(whole().to()));
            return;
        }
        if (moving) {
            return;
        }
        moving = true;
        Instant from = at.get();
        NearestEvent.Kind kind = step.get().kind();
        scope.load(
                "move",
                () -> reads.moved(from, kind, by),
                found -> {
                    moving = false;
                    found.ifPresent(this::moveTo);
                    moved(found.isPresent());
                },
                problem -> {
                    moving = false;
                    playing.set(false);
                    failure.set(problem);
                });
    }

    /** Play ends where nothing is left. */
    private void moved(boolean more) {
        if (!more) {
            playing.set(false);
        }
    }

    /** While it plays, as many steps a second as the speed says. */
    void beat() {
        if (!playing.get()) {
            beats = 0;
            return;
        }
        beats++;
        if (speed.get() >= TICKS_A_SECOND) {
            move(speed.get() / TICKS_A_SECOND);
        } else if (beats % (TICKS_A_SECOND / Math.max(1, speed.get())) == 0) {
            move(1);
        }
    }

    /** Shows more or less of time under the slider, about an instant; a factor above 1 shows more. */
    void zoom(Instant about, double factor) {
        Range zoomed = range.get().zoomed(about, factor, whole());
        if (!zoomed.equals(range.get())) {
            range.set(zoomed);
            readActivity();
        }
    }

    // ---- asking

    private void readActivity() {
        Range asked = range.get();
        asking.load("activity", () -> reads.activity(asked), activity::set, failure::set);
    }

    private void read() {
        if (span.get() == null) {
            return;
        }
        Instant asked = shownAt.get();
        Step by = step.get();
        scope.load(
                "reading",
                () -> reads.read(asked, by),
                answer -> {
                    failure.set(null);
                    reading.set(answer);
                },
                failure::set);
    }

    private void readSelected() {
        Selected what = selected.get();
        if (what == null || span.get() == null) {
            dossier.set(null);
            dossierFailure.set(null);
            return;
        }
        Instant asked = shownAt.get();
        scope.load(
                "dossier",
                () -> reads.dossier(asked, what.taskId(), what.leaseId()),
                known -> {
                    dossierFailure.set(null);
                    dossier.set(known);
                },
                problem -> {
                    dossier.set(null);
                    dossierFailure.set(problem);
                });
    }

    /** The graph is that of the selected task, else of the newest that there was. */
    private void chooseTree() {
        if (part.get() != Part.RECEIPTS || span.get() == null) {
            return;
        }
        Selected what = selected.get();
        if (what != null) {
            tree.set(what.taskId());
        } else if (tree.get() == null) {
            Instant asked = shownAt.get();
            scope.<Optional<UUID>>load(
                    "tree", () -> reads.newestTask(asked), found -> tree.set(found.orElse(null)), failure::set);
        }
    }

    // ---- selection

    void select(@Nullable UUID taskId, @Nullable UUID leaseId) {
        Selected what = taskId == null ? null : new Selected(taskId, leaseId);
        if (!Objects.equals(what, selected.get())) {
            selected.set(what);
        }
    }

    /**
     * Where else one can look: at the selected task, else at what lies under the slider up to the instant. The other places
     * show how things are now.
     */
    List<Destination> elsewhere() {
        Instant from = range.get().from();
        Instant until = shownAt.get();
        Selected what = selected.get();
        var ways = new ArrayList<Destination>();
        if (what == null) {
            ways.add(new ShowBetween(PlaceId.TASKS, from, until));
            ways.add(new ShowBetween(PlaceId.LEASES, from, range.get().to()));
            UUID drawn = part.get() == Part.RECEIPTS ? tree.get() : null;
            if (drawn != null) {
                ways.add(new Destination.ShowReceipts(drawn));
            }
            ways.add(new ShowBetween(PlaceId.LEDGER, from, until));
            return ways;
        }
        PastDossier known = dossier.get();
        UUID lease = known == null
                ? what.leaseId()
                : known.lease().or(known::holder).map(LeaseSpan::leaseId).orElse(null);
        ways.add(new Destination.ShowTask(what.taskId()));
        ways.add(
                lease == null
                        ? new ShowBetween(PlaceId.LEASES, from, range.get().to())
                        : new Destination.ShowLease(lease, what.taskId()));
        ways.add(new Destination.ShowReceipts(what.taskId()));
        if (known != null && known.obligation() != null) {
            ways.add(new Destination.ShowObligation(known.obligation()));
        }
        return ways;
    }

    // ---- what there is to see

    /** What is known of the history as a whole; null before it was read. */
    ReadOnlyObjectProperty<HistorySpan.@Nullable Span> spanProperty() {
        return span.getReadOnlyProperty();
    }

    /** What lies under the slider. */
    ReadOnlyObjectProperty<Range> rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /** Where the slider stands. */
    ReadOnlyObjectProperty<Instant> atProperty() {
        return at.getReadOnlyProperty();
    }

    /** Of which instant the lists are. */
    ReadOnlyObjectProperty<Instant> shownAtProperty() {
        return shownAt.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Activity> activityProperty() {
        return activity.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Selected> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable PastDossier> dossierProperty() {
        return dossier.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> dossierFailureProperty() {
        return dossierFailure.getReadOnlyProperty();
    }

    /** Of which task the graph is drawn; null while there is none. */
    ReadOnlyObjectProperty<@Nullable UUID> treeProperty() {
        return tree.getReadOnlyProperty();
    }

    ObjectProperty<Part> partProperty() {
        return part;
    }

    ObjectProperty<Step> stepProperty() {
        return step;
    }

    /** How many steps a second it plays. */
    IntegerProperty speedProperty() {
        return speed;
    }

    BooleanProperty playingProperty() {
        return playing;
    }
}
