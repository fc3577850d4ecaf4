package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;

/** The embedded server's superuser, whom no program ever is. */
public final class Superuser {

    private Superuser() {}

    public static DatabaseAddress of(EmbeddedPostgres server) {
        return server.superuserAddress();
    }
}
