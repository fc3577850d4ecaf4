package dev.asyncgate.bench;

import java.util.Locale;

/** What a figure is to reach. */
public record Goal(Direction direction, double bound) {

    /** On which side of the bound it is good to be. */
    public enum Direction {
        AT_LEAST,
        AT_MOST
    }

    static Goal atLeast(double bound) {
        return new Goal(Direction.AT_LEAST, bound);
    }

    public static Goal atMost(double bound) {
        return new Goal(Direction.AT_MOST, bound);
    }

    /** Whether the better half of the interval reaches it; its worst point is the median. */
    public boolean isMetBy(Spread spread) {
        return direction == Direction.AT_LEAST ? spread.median() >= bound : spread.median() <= bound;
    }

    @Override
    public String toString() {
        String sign = direction == Direction.AT_LEAST ? "≥" : "≤";
        boolean tenths = Math.abs(bound * 10 - Math.rint(bound * 10)) < 1e-9;
        return sign + " " + String.format(Locale.ROOT, bound >= 100 ? "%,.0f" : tenths ? "%.1f" : "%.2f", bound);
    }
}
