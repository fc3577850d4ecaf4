package dev.asyncgate.app.overview;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.overview.Overview;
import dev.asyncgate.overview.Overview.Range;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** How everything stands, read again and again while the place is looked at. For the FX thread only. */
final class OverviewViewModel {

    private static final Duration POLLED = Duration.ofSeconds(2);
    private static final Duration TICKED = Duration.ofSeconds(1);

    /** Reading takes at most this share of the time, however much is open. */
    private static final int AT_MOST_ONE_IN = 5;

    /** What stands where the cards are. */
    enum Shown {
        LOADING,
        /** Nothing was ever submitted: the first steps. */
        FIRST_RUN,
        CARDS,
        /** It could not be read; the failure says why. */
        NOTHING
    }

    private final Background background;
    private final Scope scope;
    private final Function<Range, Overview> read;
    private final Clock clock;
    private final ObjectProperty<Range> range = new SimpleObjectProperty<>(this, "range", Range.HOUR);
    private final ReadOnlyObjectWrapper<@Nullable Overview> overview = new ReadOnlyObjectWrapper<>(this, "overview");
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(this, "shown", Shown.LOADING);
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable Load> firstLoad = new ReadOnlyObjectWrapper<>(this, "firstLoad");
    private final ReadOnlyObjectWrapper<Instant> now;
    private Instant notBefore = Instant.MIN;

    /** {@code read} runs off the FX thread. */
    OverviewViewModel(Background background, Function<Range, Overview> read, Clock clock) {
        this.background = background;
        this.scope = background.scope();
        this.read = read;
        this.clock = clock;
        this.now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
        range.subscribe((before, chosen) -> readNow());
    }

    void arrive() {
        now.set(clock.instant());
        scope.every(TICKED, () -> now.set(clock.instant()));
        notBefore = Instant.MIN;
        readNow();
        scope.every(POLLED, this::readAgain);
    }

    void leave() {
        scope.cancelAll();
    }

    /** Reads at once, paused or not: somebody asked. */
    void readNow() {
        Range asked = range.get();
        Instant began = clock.instant();
        Load load = scope.load("overview", () -> read.apply(asked), answer -> tell(answer, began), this::fail);
        firstLoad.set(overview.get() == null && load.isRunning() ? load : null);
    }

    /** Asks again when it is time and nobody paused. */
    void readAgain() {
        if (background.liveProperty().get() && !clock.instant().isBefore(notBefore)) {
            notBefore = Instant.MAX;
            readNow();
        }
    }

    private void tell(Overview answer, Instant began) {
        Instant done = clock.instant();
        notBefore = done.plus(Duration.between(began, done).multipliedBy(AT_MOST_ONE_IN - 1L));
        failure.set(null);
        firstLoad.set(null);
        overview.set(answer);
        shown.set(answer.isEmpty() ? Shown.FIRST_RUN : Shown.CARDS);
    }

    private void fail(Exception problem) {
        notBefore = clock.instant();
        firstLoad.set(null);
        failure.set(problem);
        if (overview.get() == null) {
            shown.set(Shown.NOTHING);
        }
    }

    /** How far back it looks; may be set. */
    ObjectProperty<Range> rangeProperty() {
        return range;
    }

    /** Whether it is read again by itself; for the whole console. */
    BooleanProperty liveProperty() {
        return background.liveProperty();
    }

    /** The last reading; null before the first. */
    ReadOnlyObjectProperty<@Nullable Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Load> firstLoadProperty() {
        return firstLoad.getReadOnlyProperty();
    }

    /** Moves once a second. */
    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }
}
