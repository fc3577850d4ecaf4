package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Which part of time is looked at, and whether it goes on with the clock. For the FX thread only. */
final class Viewport {

    /** The length of the window while nothing is known. */
    static final Duration FIRST = Duration.ofMinutes(10);

    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(90);
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(45);
    private static final int LEASES_WIDE = 15;
    private static final double EARLIEST_NOW = 0.3;
    private static final double LATEST_NOW = 0.97;

    /** Where now stands at first: room for what is still to expire is left to its right. */
    static final double NOW_AT = 0.86;

    private final ReadOnlyObjectWrapper<TimeWindow> window;
    private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow", true);
    private double usualNowAt = NOW_AT;
    private double nowAt = NOW_AT;

    Viewport(Instant now) {
        window = new ReadOnlyObjectWrapper<>(this, "window", TimeWindow.around(now, NOW_AT, FIRST));
    }

    ReadOnlyObjectProperty<TimeWindow> windowProperty() {
        return window.getReadOnlyProperty();
    }

    TimeWindow window() {
        return window.get();
    }

    /** Whether now stays where it stands; may be set. */
    BooleanProperty followProperty() {
        return follow;
    }

    /** Makes the first look so long that a usual lease is a bar worth looking at. */
    void firstLook(Duration usualLease, Instant now) {
        Duration wanted = usualLease.multipliedBy(LEASES_WIDE);
        Duration length = wanted.compareTo(SHORTEST_LOOK) < 0
                ? SHORTEST_LOOK
                : wanted.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : wanted;
        window.set(TimeWindow.around(now, nowAt, length));
    }

    /** Lets now stand somewhere else, from 0 at the left to 1 at the right. */
    void place(double now) {
        usualNowAt = now;
        nowAt = now;
    }

    /** The clock went on. */
    void clock(Instant now) {
        if (follow.get()) {
            window.set(TimeWindow.around(now, nowAt, window.get().length()));
        }
    }

    /** Brings now back into view and keeps it there. */
    void followFrom(Instant now) {
        double at = window.get().fractionOf(now);
        nowAt = at >= EARLIEST_NOW && at <= LATEST_NOW ? at : usualNowAt;
        follow.set(true);
        clock(now);
    }

    /** Brings now to where it usually stands. */
    void home(Instant now) {
        nowAt = usualNowAt;
        follow.set(true);
        clock(now);
    }

    void pan(Duration by) {
        follow.set(false);
        window.set(window.get().movedBy(by));
    }

    /** Shows another length of time; goes on following while now stays well in view. */
    void zoom(TimeWindow zoomed, Instant now) {
        boolean shown = zoomed.length().compareTo(TimeWindow.SHORTEST) >= 0
                && zoomed.length().compareTo(TimeWindow.LONGEST) <= 0;
        if (!shown) {
            return;
        }
        window.set(zoomed);
        double at = zoomed.fractionOf(now);
        if (at >= EARLIEST_NOW && at <= LATEST_NOW) {
            nowAt = at;
        } else {
            follow.set(false);
        }
    }

    /** Looks there, and stays there. */
    void show(TimeWindow there) {
        follow.set(false);
        window.set(there);
    }

    /** Everything since an instant, and on with the clock. */
    void fit(Instant since, Instant now) {
        Duration past = Duration.between(since, now);
        Duration shortest = TimeWindow.SHORTEST.multipliedBy(6);
        Duration shown = past.compareTo(shortest) < 0 ? shortest : past;
        Duration length = TimeWindow.part(shown, 1 / NOW_AT * 1.02);
        nowAt = NOW_AT;
        follow.set(true);
        window.set(TimeWindow.around(now, NOW_AT, length));
    }
}
