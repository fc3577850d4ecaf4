package dev.asyncgate.faults;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The network between the engine and its database drops, stalls, resets and swallows, under load. */
@Fault
class TheNetworkBreaksTest {

    private static final int ROUNDS = 2;

    private enum Break {
        DROP,
        RESET,
        STALL,
        BLACK_HOLE
    }

    private final Random random = Seed.of(this);
    private final UUID tenantId = UUID.randomUUID();
    private final Acknowledged acknowledged = new Acknowledged();

    @Test
    void inEveryWayAgainAndAgain() throws Exception {
        try (ScratchDatabase scratch = new ScratchDatabase(TestServer.superuser())) {
            DatabaseAddress address = scratch.address();
            int _ = new Migration(address, "asyncgate").apply();
            int port = URI.create(address.jdbcUrl().substring("jdbc:".length())).getPort();
            try (Wire wire = new Wire(port);
                    Gate gate = Gate.open(settings(address, port, wire))) {
                try (Load load = Load.on(gate, tenantId, acknowledged, random).start(2, 3)) {
                    for (Break next : breaks()) {
                        load.awaitMore(random.nextInt(20, 60), Duration.ofSeconds(45));
                        inflict(next, wire);
                    }
                    load.awaitMore(100, Duration.ofSeconds(45));
                    load.finishCreating(Duration.ofSeconds(45));
                    new Proof(address, tenantId).awaitAllEnded(Duration.ofSeconds(60));
                }
                new Proof(address, tenantId).assertHolds(acknowledged, gate.inspector(tenantId));
            }
        }
    }

    private List<Break> breaks() {
        List<Break> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.addAll(List.of(Break.values()));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private void inflict(Break kind, Wire wire) throws Exception {
        switch (kind) {
            case DROP -> wire.drop();
            case RESET -> wire.reset();
            case STALL -> {
                wire.stall();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(200, 1500));
                wire.heal();
            }
            case BLACK_HOLE -> {
                wire.swallow();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(200, 3000));
                wire.heal();
            }
        }
    }

    /** A network that says nothing is given up after 8 s. */
    private static Settings settings(DatabaseAddress address, int port, Wire wire) {
        Map<String, String> settings = new HashMap<>(ScratchDatabase.url(address));
        settings.compute("DATABASE_URL", (_, url) -> String.valueOf(url).replace(":" + port, ":" + wire.port()));
        settings.putAll(Map.of("DB_STATEMENT_TIMEOUT_MS", "3000", "DB_CONNECT_TIMEOUT_MS", "1000"));
        return Settings.read(Map.of(), null, settings);
    }
}
