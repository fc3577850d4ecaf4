package dev.asyncgate.app.demo;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.settings.Settings;
import java.util.Map;

/** Gates on the shared test server whose clock is the real one. */
final class RealGate {

    private RealGate() {}

    static Gate open() {
        DatabaseAddress address = TestServer.address();
        int _ = new Migration(address, "asyncgate").apply();
        String[] halves = address.jdbcUrl().substring("jdbc:".length()).split("://", 2);
        String url = halves[0] + "://" + address.user() + ":" + address.password() + "@" + halves[1];
        return Gate.open(Settings.read(Map.of(), null, Map.of("DATABASE_URL", url)));
    }
}
