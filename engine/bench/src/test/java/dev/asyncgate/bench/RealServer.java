package dev.asyncgate.bench;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.settings.Settings;
import java.util.Map;

/** The tests' shared server, as a user would name it. */
final class RealServer {

    private RealServer() {}

    static Settings settings() {
        DatabaseAddress address = TestServer.superuser();
        String rest = address.jdbcUrl().substring("jdbc:postgresql://".length());
        String url = "postgresql://%s:%s@%s".formatted(address.user(), address.password(), rest);
        return Settings.read(Map.of(), null, Map.of("DATABASE_URL", url));
    }
}
