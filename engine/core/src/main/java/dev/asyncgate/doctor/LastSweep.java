package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells when any program swept last, by the database's clock. One round trip. */
public final class LastSweep {

    /**
     * The last sweep.
     *
     * @param age how long ago it was
     */
    public record Swept(String instanceId, Instant at, Duration age) {}

    private static final String SQL = """
            SELECT instance_id, swept_at, gate_now() AS now FROM sweepers ORDER BY swept_at DESC LIMIT 1
            """;

    private final Database database;

    public LastSweep(Database database) {
        this.database = database;
    }

    /** Empty when nobody has ever swept. */
    public Optional<Swept> run() {
        return database.repeatable(session -> session.query(SQL)
                .first(row -> new Swept(
                        row.text("instance_id"),
                        row.instant("swept_at"),
                        Duration.between(row.instant("swept_at"), row.instant("now")))));
    }
}
