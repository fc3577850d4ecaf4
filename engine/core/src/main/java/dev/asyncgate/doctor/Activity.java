package dev.asyncgate.doctor;

import java.time.Instant;

/**
 * What happened in a tenant since an instant. Leases count from the instant on which they were acquired, tasks and
 * receipts from their creation.
 *
 * @param at the database's clock when this was read
 * @param takenOver leases that ran out and whose task was claimed again afterwards
 * @param refusals calls of those who did not hold the lease, kept for the timeline
 * @param delegated tasks that other tasks caused
 * @param discharged tasks that ended and owe nothing any more
 * @param unlocated tasks that succeeded and whose obligation is open, for nothing says where the work is
 */
public record Activity(
        Instant at,
        long leases,
        long completed,
        long failed,
        long retried,
        long expired,
        long takenOver,
        long renewals,
        long refusals,
        long tasks,
        long delegated,
        long discharged,
        long unlocated,
        long receipts) {}
