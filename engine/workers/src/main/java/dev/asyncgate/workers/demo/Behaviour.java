package dev.asyncgate.workers.demo;

/** How a simulated worker carries on. */
public enum Behaviour {
    /** Renews in time and reports how it went. */
    STEADY,
    /** Dies in the middle of one task in four and forgets it; comes back, and at times tries to hand in what it lost. */
    CRASHING
}
