package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The way from instants to px and back: even, but for folds, idle stretches that take {@link #FOLD_WIDTH} px whatever
 * their length. Later is always further right. Immutable.
 */
final class TimeScale {

    static final double FOLD_WIDTH = 60;

    private final TimeWindow window;
    private final double width;
    private final List<TimeWindow> folds;
    private final double pxPerNano;

    /** Folds lie inside the window, in order, and do not touch each other. */
    TimeScale(TimeWindow window, double width, List<TimeWindow> folds) {
        this.window = window;
        this.width = width;
        this.folds = List.copyOf(folds);
        double folded =
                folds.stream().mapToDouble(fold -> fold.length().toNanos()).sum();
        double open = Math.max(1, window.length().toNanos() - folded);
        this.pxPerNano = Math.max(1, width - folds.size() * FOLD_WIDTH) / open;
    }

    TimeWindow window() {
        return window;
    }

    double width() {
        return width;
    }

    List<TimeWindow> folds() {
        return folds;
    }

    /** How many px a duration takes outside the folds. */
    double px(Duration duration) {
        return duration.toNanos() * pxPerNano;
    }

    /** How long a distance outside the folds is. */
    Duration duration(double px) {
        return Duration.ofNanos(Math.round(px / pxPerNano));
    }

    /** Px from the left edge; beyond the window the scale goes on evenly. */
    double x(Instant instant) {
        double x = 0;
        Instant from = window.from();
        for (TimeWindow fold : folds) {
            if (instant.isBefore(fold.from())) {
                break;
            }
            x += px(Duration.between(from, fold.from()));
            if (instant.isBefore(fold.to())) {
                return x + FOLD_WIDTH * fold.fractionOf(instant);
            }
            x += FOLD_WIDTH;
            from = fold.to();
        }
        return x + px(Duration.between(from, instant));
    }

    /** The instant that stands at a distance from the left edge. */
    Instant instantAt(double x) {
        double rest = x;
        Instant from = window.from();
        for (TimeWindow fold : folds) {
            double before = px(Duration.between(from, fold.from()));
            if (rest < before) {
                break;
            }
            rest -= before;
            if (rest < FOLD_WIDTH) {
                return fold.from().plus(TimeWindow.part(fold.length(), rest / FOLD_WIDTH));
            }
            rest -= FOLD_WIDTH;
            from = fold.to();
        }
        return from.plus(duration(rest));
    }

    /**
     * The window that shows more time, or less with a factor below 1, and leaves what stands at a distance from the left
     * edge where it is. Folds keep their width.
     */
    TimeWindow zoomedAbout(double x, double factor) {
        Instant about = instantAt(x);
        if (folds.stream().anyMatch(fold -> fold.contains(about))) {
            return window.zoomed(about, factor);
        }
        double nanosPerPx = factor / pxPerNano;
        return new TimeWindow(back(about, x, nanosPerPx), ahead(about, width - x, nanosPerPx));
    }

    private Instant back(Instant about, double px, double nanosPerPx) {
        double rest = px;
        Instant at = about;
        for (TimeWindow fold : folds.reversed()) {
            if (!fold.to().isAfter(about)) {
                rest -= Duration.between(fold.to(), at).toNanos() / nanosPerPx + FOLD_WIDTH;
                if (rest < 0) {
                    return backInto(fold, rest + FOLD_WIDTH, nanosPerPx);
                }
                at = fold.from();
            }
        }
        return at.minusNanos(Math.round(rest * nanosPerPx));
    }

    /** With less left than the fold's width the window begins in the fold, with even less right of it. */
    private static Instant backInto(TimeWindow fold, double px, double nanosPerPx) {
        return px < 0
                ? fold.to().plusNanos(Math.round(-px * nanosPerPx))
                : fold.to().minus(TimeWindow.part(fold.length(), px / FOLD_WIDTH));
    }

    private Instant ahead(Instant about, double px, double nanosPerPx) {
        double rest = px;
        Instant at = about;
        for (TimeWindow fold : folds) {
            if (fold.from().isAfter(about)) {
                rest -= Duration.between(at, fold.from()).toNanos() / nanosPerPx + FOLD_WIDTH;
                if (rest < 0) {
                    return aheadInto(fold, rest + FOLD_WIDTH, nanosPerPx);
                }
                at = fold.to();
            }
        }
        return at.plusNanos(Math.round(rest * nanosPerPx));
    }

    private static Instant aheadInto(TimeWindow fold, double px, double nanosPerPx) {
        return px < 0
                ? fold.from().minusNanos(Math.round(-px * nanosPerPx))
                : fold.from().plus(TimeWindow.part(fold.length(), px / FOLD_WIDTH));
    }
}
