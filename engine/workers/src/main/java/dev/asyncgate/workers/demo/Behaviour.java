package dev.asyncgate.workers.demo;

/** How a simulated worker carries on. */
public enum Behaviour {
    /** Renews in time and reports how it went. */
    STEADY,
    /** Dies in the middle of one task in four and forgets it; comes back, and at times tries to hand in what it lost. */
    CRASHING,
    /** Dies in every task, at the same instant as the others of its kind, and comes back with them. */
    CRASHING_TOGETHER,
    /** Renews and never ends, until it may not renew any more: then it gives the task back, or sits on it to the end. */
    HOARDING,
    /** Fails at random, mostly in a way that is worth another attempt. */
    FLAKY,
    /** Succeeds and says nothing by which the work can be found. */
    FORGETFUL,
    /** Has the parts of its task made by others, waits for them, and puts their results together. */
    DELEGATING
}
