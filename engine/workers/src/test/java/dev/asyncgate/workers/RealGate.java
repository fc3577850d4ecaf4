package dev.asyncgate.workers;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import java.util.Map;

/** Gates on the shared test server whose clock is the real one, for threads that really wait. */
public final class RealGate {

    private static final DatabaseAddress ADDRESS = migrated();

    private RealGate() {}

    public static Gate open() {
        return Gate.open(Settings.read(Map.of(), null, Map.of("DATABASE_URL", url())));
    }

    private static String url() {
        String[] halves = ADDRESS.jdbcUrl().substring("jdbc:".length()).split("://", 2);
        return halves[0] + "://" + ADDRESS.user() + ":" + ADDRESS.password() + "@" + halves[1];
    }

    private static DatabaseAddress migrated() {
        DatabaseAddress address = TestServer.address();
        int _ = new Migration(address, "asyncgate").apply();
        return address;
    }
}
