package dev.asyncgate.app.asof;

import dev.asyncgate.app.shell.PlaceId;
import java.util.Locale;

/** What is looked at as it was. */
enum Part {
    TASKS(PlaceId.TASKS),
    LEASES(PlaceId.LEASES),
    OBLIGATIONS(PlaceId.OBLIGATIONS),
    RECEIPTS(PlaceId.RECEIPTS);

    private final PlaceId now;

    Part(PlaceId now) {
        this.now = now;
    }

    /** The place that shows the same as it is now. */
    PlaceId now() {
        return now;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
