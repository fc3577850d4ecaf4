package dev.asyncgate.workers.demo;

/** How fast the simulated people and machines are. Leases take their real time at any speed. */
public enum Speed {
    NORMAL(1),
    FAST(5),
    FASTEST(20);

    private final int factor;

    Speed(int factor) {
        this.factor = factor;
    }

    /** How many simulated seconds pass in one. */
    public int factor() {
        return factor;
    }
}
