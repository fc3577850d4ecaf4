package dev.asyncgate.lease;

import java.time.Instant;
import java.util.List;

/**
 * What the timeline shows between two instants.
 *
 * @param at the database's clock when this was read
 * @param leases those that overlap the window, in the order of acquisition
 * @param truncated whether more overlap it than these, the newest
 * @param live how many leases the tenant has now, in the window or not
 */
public record LeaseWindow(Instant at, Instant from, Instant to, List<LeaseSpan> leases, boolean truncated, long live) {

    public LeaseWindow {
        leases = List.copyOf(leases);
    }
}
