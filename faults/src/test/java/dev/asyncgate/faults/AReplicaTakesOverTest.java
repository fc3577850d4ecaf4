package dev.asyncgate.faults;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.DebianServer;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The primary dies under load, its synchronous replica is promoted, and the engine moves over by its URL of both. */
@Fault
class AReplicaTakesOverTest {

    private final Random random = Seed.of(this);
    private final UUID tenantId = UUID.randomUUID();
    private final Acknowledged acknowledged = new Acknowledged();

    @Test
    void withAllThatWasAcknowledged() throws Exception {
        try (DebianServer primary = DebianServer.startOrSkip()) {
            int _ = new Migration(primary.address(), "asyncgate").apply();
            try (DebianServer replica = primary.replica()) {
                replicateSynchronously(primary.address());
                try (Gate gate = Gate.open(settings(primary, replica))) {
                    failOver(gate, primary, replica);
                }
            }
        }
    }

    private void failOver(Gate gate, DebianServer primary, DebianServer replica) throws Exception {
        Proof proof = new Proof(replica.address(), tenantId);
        try (Load load = Load.on(gate, tenantId, acknowledged, random).start(2, 3)) {
            load.awaitMore(random.nextInt(100, 400), Duration.ofSeconds(60));
            primary.kill();
            replica.promote();
            load.awaitMore(200, Duration.ofSeconds(45));
            load.finishCreating(Duration.ofSeconds(45));
            proof.awaitAllEnded(Duration.ofSeconds(60));
        }
        proof.assertHolds(acknowledged, gate.inspector(tenantId));
    }

    private static void replicateSynchronously(DatabaseAddress primary) throws Exception {
        ScratchDatabase.execute(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        ScratchDatabase.execute(primary, "SELECT pg_reload_conf()");
        Eventually.is("the replica is synchronous", Duration.ofSeconds(20), () -> isSynchronous(primary));
    }

    private static boolean isSynchronous(DatabaseAddress primary) {
        try {
            return ScratchDatabase.ask(primary, "SELECT sync_state FROM pg_stat_replication")
                    .equals("sync");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Settings settings(DebianServer primary, DebianServer replica) {
        return Settings.read(
                Map.of(),
                null,
                Map.of(
                        "DATABASE_URL",
                        "postgresql://postgres@127.0.0.1:" + primary.port() + ",127.0.0.1:" + replica.port()
                                + "/postgres"));
    }
}
