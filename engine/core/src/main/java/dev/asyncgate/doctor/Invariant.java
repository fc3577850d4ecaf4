package dev.asyncgate.doctor;

/** What is always true of a tenant, whatever its workers do. */
public enum Invariant {
    /** A task has at most one live lease. Examined: leases. */
    ONE_LIVE_LEASE,
    /** A call by somebody who did not hold the lease any more left no receipt. Examined: refused calls. */
    REFUSALS_LEAVE_NO_RECEIPT,
    /** A task counts as many attempts as failures were reported; an expiry is none. Examined: tasks. */
    ATTEMPTS_ARE_REPORTED_FAILURES,
    /** Every creation, claim, start and end has its receipt. Examined: such changes of state. */
    EVERY_CHANGE_HAS_ITS_RECEIPT
}
