package dev.asyncgate.workers;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.util.Map;

/** Gates on the shared test server whose clock is the real one, for threads that really wait. */
public final class RealGate {

    private RealGate() {}

    public static Gate open() {
        return Gate.open(TestGate.settings(Map.of("DATABASE_URL", url())));
    }

    private static String url() {
        DatabaseAddress address = TestServer.address();
        String[] halves = address.jdbcUrl().substring("jdbc:".length()).split("://", 2);
        return halves[0] + "://" + address.user() + ":" + address.password() + "@" + halves[1];
    }
}
