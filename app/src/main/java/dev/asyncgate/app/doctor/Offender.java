package dev.asyncgate.app.doctor;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Destination.ShowObligation;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Destination.ShowSchedule;
import dev.asyncgate.app.shell.Destination.ShowTask;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.doctor.Rule.Names;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that breaks a rule.
 *
 * @param tenantId null when it concerns no tenant
 * @param names what the subject is the id or name of
 * @param subject the id or name
 * @param found what is wrong with it
 */
record Offender(@Nullable UUID tenantId, Names names, String subject, String found) {

    /** Where the row itself is shown, in a console that shows this tenant; empty where there is no such place. */
    Optional<Destination> row(UUID shownTenant) {
        Optional<UUID> id = id();
        if (id.isEmpty() || !shownTenant.equals(tenantId)) {
            return Optional.empty();
        }
        return switch (names) {
            case TASK -> id.map(ShowTask::new);
            case OBLIGATION -> id.map(ShowObligation::new);
            case SCHEDULE -> id.map(ShowSchedule::new);
            case LEASE, RECEIPT, KEY, OTHER -> Optional.empty();
        };
    }

    /** The place that lists rows of this kind; empty for what no place lists. */
    static Optional<Destination> place(Names names) {
        return switch (names) {
            case TASK -> Optional.of(new ShowPlace(PlaceId.TASKS));
            case LEASE -> Optional.of(new ShowPlace(PlaceId.LEASES));
            case RECEIPT -> Optional.of(new ShowPlace(PlaceId.LEDGER));
            case OBLIGATION -> Optional.of(new ShowPlace(PlaceId.OBLIGATIONS));
            case SCHEDULE -> Optional.of(new ShowPlace(PlaceId.SCHEDULES));
            case KEY -> Optional.of(new ShowPlace(PlaceId.GATEWAY));
            case OTHER -> Optional.empty();
        };
    }

    Optional<UUID> id() {
        try {
            return Optional.of(UUID.fromString(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
