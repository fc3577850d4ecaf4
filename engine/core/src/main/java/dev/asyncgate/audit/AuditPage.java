package dev.asyncgate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of audit events, the newest first.
 *
 * @param nextCursor where to go on; null when there are no more
 */
public record AuditPage(List<AuditEvent> events, @Nullable String nextCursor) {

    public AuditPage {
        events = List.copyOf(events);
    }
}
