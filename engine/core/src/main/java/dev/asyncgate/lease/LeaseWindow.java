package dev.asyncgate.lease;

import java.time.Instant;
import java.util.List;

/**
 * What the timeline shows between two instants.
 *
 * @param at the database's clock when this was read
 * @param leases those that overlap the window, in the order of acquisition
 * @param total how many overlap it, those beyond the limit included
 * @param live how many leases the tenant has now, in the window or not
 */
public record LeaseWindow(Instant at, Instant from, Instant to, List<LeaseSpan> leases, long total, long live) {

    public LeaseWindow {
        leases = List.copyOf(leases);
    }
}
