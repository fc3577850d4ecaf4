package dev.asyncgate.app.connections;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much is asked of the way to a server. */
public enum Tls {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** As the driver and libpq call it. */
    public String sslmode() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Tls> of(String sslmode) {
        return Arrays.stream(values())
                .filter(it -> it.sslmode().equalsIgnoreCase(sslmode))
                .findFirst();
    }

    /** Whether the server's certificate is looked at. */
    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
