package dev.asyncgate.engine;

import dev.asyncgate.database.Migration;
import dev.asyncgate.database.TestDatabase;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;

/**
 * A new embedded database in which a past is played: it takes its time from a clock, and sweeps when it is told to. While
 * it is open the database is marked as one for tests; afterwards, or at the next start if this program is killed, it is one
 * like any other.
 */
public final class Past implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final TestDatabase marked;
    private final Gate gate;

    private Past(EmbeddedPostgres server, TestDatabase marked, Gate gate) {
        this.server = server;
        this.marked = marked;
        this.gate = gate;
    }

    /**
     * Makes the embedded database of the settings' data directory.
     *
     * @throws IllegalStateException when somebody has used it
     * @throws GateException DATABASE_UNAVAILABLE
     */
    public static Past open(Settings settings, InstantSource clock) {
        String schema = settings.database().schema();
        EmbeddedPostgres server = EmbeddedPostgres.open(settings.dataDir());
        try {
            int _ = new Migration(server.ownerAddress(), schema).apply();
            var marked = new TestDatabase(server.ownerAddress(), server.address(), schema);
            return new Past(server, marked, Gate.onManualClock(settings, server.address(), clock));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public Gate gate() {
        return gate;
    }

    /** What an engine does by itself every few seconds. */
    public void sweep() {
        gate.sweep(new LongAdder());
    }

    @Override
    public void close() {
        try (server) {
            gate.close();
            marked.close();
        }
    }
}
