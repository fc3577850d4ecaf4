package dev.asyncgate.receiptgate;

import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import java.util.Objects;

/** The tests' database as a program is told of it. */
final class TestServerUrl {

    private TestServerUrl() {}

    static String ofProgram() {
        return Objects.requireNonNull(ScratchDatabase.url(TestServer.program()).get("DATABASE_URL"));
    }
}
