package dev.asyncgate.app.past;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Databases that somebody has connected to from here; none of them exists. */
final class Neighbours {

    private static final String PROFILES = """
            {"last": "00000000-0000-0000-0000-000000000000", "profiles": [%s, %s, %s, %s, %s]}
            """.formatted(
            profile(1, "dev", "development", "open", "dev.db.internal", "require", "asyncgate"),
            profile(2, "staging-eu", "staging", "confirm", "staging-eu.db.internal", "verify-full", "asyncgate"),
            profile(
                    3,
                    "prod-eu",
                    "production",
                    "typed_confirmation",
                    "prod-eu.db.internal",
                    "verify-full",
                    "asyncgate"),
            profile(
                    4,
                    "prod-eu audit",
                    "production",
                    "read_only",
                    "prod-eu-ro.db.internal",
                    "verify-full",
                    "asyncgate_read"),
            profile(
                    5,
                    "prod-us",
                    "production",
                    "typed_confirmation",
                    "prod-us.db.internal",
                    "verify-full",
                    "asyncgate"));

    private Neighbours() {}

    static void write(Path dataDir) throws IOException {
        Files.writeString(dataDir.resolve("profiles.json"), PROFILES);
    }

    private static String profile(
            int number, String name, String environment, String guard, String host, String tls, String user) {
        return """
                {"id": "0190a000-0000-7000-8000-00000000000%d", "name": "%s", "environment": "%s", "guard": "%s",
                 "server": {"hosts": "%s", "port": 5432, "database": "asyncgate", "user": "%s",
                            "password_in_keychain": false, "sslmode": "%s", "root_certificate": "",
                            "client_certificate": "", "more": {}},
                 "schema": "asyncgate", "operator": "rosa", "tenant": "00000000-0000-0000-0000-000000000000",
                 "connect_timeout_ms": 5000, "statement_timeout_ms": 30000, "pool_size": 4}
                """.formatted(number, name, environment, guard, host, user, tls);
    }
}
