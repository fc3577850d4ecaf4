package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the stretches of a window in which nothing happened for so long that they are better folded away. */
final class IdleStretches {

    private static final double LONG = 1.0 / 8;
    /** What stays open on either side, so that no bar ends at a torn edge. */
    private static final double MARGIN = 1.0 / 100;

    private IdleStretches() {}

    /**
     * The folds of a window.
     *
     * @param now what lies behind it has not happened and is never folded
     * @param busy when something happened, in any order
     * @param opened instants whose stretch somebody opened
     * @param width of the window in px: what would not become narrower stays open
     */
    static List<TimeWindow> find(
            TimeWindow window, Instant now, List<TimeWindow> busy, List<Instant> opened, double width) {
        if (busy.isEmpty()) {
            return List.of();
        }
        Instant end = now.isBefore(window.to()) ? now : window.to();
        var folds = new ArrayList<TimeWindow>();
        Instant idleSince = window.from();
        for (TimeWindow span :
                busy.stream().sorted(Comparator.comparing(TimeWindow::from)).toList()) {
            if (span.from().isAfter(idleSince)) {
                add(folds, window, idleSince, earlier(span.from(), end), width);
            }
            idleSince = later(idleSince, span.to());
        }
        if (end.isAfter(idleSince)) {
            add(folds, window, idleSince, end, width);
        }
        return folds.stream()
                .filter(fold -> opened.stream().noneMatch(fold::contains))
                .toList();
    }

    private static void add(List<TimeWindow> folds, TimeWindow window, Instant from, Instant to, double width) {
        if (!to.isAfter(from)) {
            return;
        }
        Duration length = window.length();
        Duration margin = TimeWindow.part(length, MARGIN);
        Instant left = from.equals(window.from()) ? from : from.plus(margin);
        Instant right = to.equals(window.to()) ? to : to.minus(margin);
        if (right.isAfter(left)) {
            var fold = new TimeWindow(left, right);
            double share = (double) fold.length().toNanos() / length.toNanos();
            if (share > LONG && share * width > TimeScale.FOLD_WIDTH) {
                folds.add(fold);
            }
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
