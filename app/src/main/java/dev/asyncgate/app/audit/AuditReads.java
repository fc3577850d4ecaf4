package dev.asyncgate.app.audit;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditPage;
import dev.asyncgate.engine.Inspector;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class AuditReads implements Source<AuditFilter, AuditEvent> {

    private final Inspector inspector;

    AuditReads(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<AuditEvent> page(AuditFilter filter, @Nullable String cursor) {
        AuditPage page = inspector.audit(filter, PAGE, cursor);
        return new Page<>(page.events(), page.nextCursor());
    }

    @Override
    public UUID id(AuditEvent event) {
        return event.eventId();
    }

    @Override
    public boolean narrows(AuditFilter filter) {
        return !filter.equals(AuditFilter.ALL);
    }
}
