package dev.asyncgate.bench;

import java.util.List;

/**
 * What some rounds measured: their median, and how far it can be trusted.
 *
 * @param values at least one, in the order of the rounds
 */
public record Spread(List<Double> values) {

    /** An interval narrows only as long as it covers the true median this often. */
    private static final double LEAST_COVERAGE = 0.9;

    /**
     * Where the true median lies.
     *
     * @param coverage how often an interval made this way holds the median of all rounds there could have been, 0 to 1
     */
    public record Interval(double low, double high, double coverage) {}

    public Spread {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
    }

    /** The middle value, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The value that this share of them does not exceed, by the nearest rank. */
    public double quantile(double share) {
        List<Double> sorted = sorted();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    public double lowest() {
        return sorted().getFirst();
    }

    public double highest() {
        return sorted().getLast();
    }

    /**
     * The narrowest pair of order statistics that covers the median at least nine times in ten, whatever the
     * distribution; lowest to highest, and the coverage that this has, where there are too few values for it. The k-th
     * value from either end lets the median out when fewer than k values fall on one side of it, which is a matter of
     * tossing a coin for each: coverage = 1 - 2 P(Binomial(n, 1/2) &lt; k).
     */
    public Interval interval() {
        List<Double> sorted = sorted();
        int n = sorted.size();
        int k = 1;
        while (2 * (k + 1) <= n && coverage(n, k + 1) >= LEAST_COVERAGE) {
            k++;
        }
        return new Interval(sorted.get(k - 1), sorted.get(n - k), coverage(n, k));
    }

    private static double coverage(int n, int k) {
        double outside = 0;
        double ways = 1;
        for (int i = 0; i < k; i++) {
            outside += ways;
            ways = ways * (n - i) / (i + 1);
        }
        return Math.max(0, 1 - 2 * outside / Math.pow(2, n));
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }
}
