package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A mark on the time axis; only major ones have a label and a line through the lanes. */
record AxisTick(double x, boolean major, String label) {

    private static final double CLOSEST = 52;
    private static final int[] STEPS_SECONDS = {
        2, 4, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800
    };

    /** The ticks of a scale, in UTC; none inside a fold. */
    static List<AxisTick> of(TimeScale scale) {
        long step = step(scale);
        long half = Math.max(1, step / 2);
        var ticks = new ArrayList<AxisTick>();
        long second = Math.floorDiv(scale.window().from().getEpochSecond(), half) * half;
        for (long at = second; at <= scale.window().to().getEpochSecond(); at += half) {
            Instant instant = Instant.ofEpochSecond(at);
            double x = scale.x(instant);
            boolean folded = scale.folds().stream().anyMatch(fold -> fold.contains(instant));
            if (!folded && x >= 0 && x <= scale.width()) {
                boolean major = Math.floorMod(at, step) == 0;
                ticks.add(new AxisTick(x, major, major ? format(step).format(instant) : ""));
            }
        }
        return ticks;
    }

    private static long step(TimeScale scale) {
        for (int seconds : STEPS_SECONDS) {
            double needed = seconds < 60 ? CLOSEST + 14 : CLOSEST;
            if (scale.px(Duration.ofSeconds(seconds)) >= needed) {
                return seconds;
            }
        }
        return STEPS_SECONDS[STEPS_SECONDS.length - 1];
    }

    private static DateTimeFormatter format(long step) {
        String pattern = step < 60 ? "HH:mm:ss" : step < 43_200 ? "HH:mm" : "d MMM";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
