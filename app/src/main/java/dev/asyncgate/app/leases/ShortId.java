package dev.asyncgate.app.leases;

import java.util.UUID;

/** The last eight digits: ids that grow with time share their beginning. */
final class ShortId {

    private ShortId() {}

    static String of(UUID id) {
        return of(id.toString());
    }

    static String of(String id) {
        return id.substring(Math.max(0, id.length() - 8));
    }
}
