package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A data directory for one test, gone with its server at the end. The unpacked programs are shared, to save time. */
final class Scratch implements AutoCloseable {

    static final Path PROGRAMS = Path.of("target", "test-postgres").toAbsolutePath();

    private final Path root;

    Scratch() throws IOException {
        root = Files.createTempDirectory("asyncgate embedded ä");
        Files.createDirectories(PROGRAMS);
        Files.createDirectory(root.resolve("postgres"));
        Files.createSymbolicLink(root.resolve("postgres", "bin"), PROGRAMS);
    }

    Path root() {
        return root;
    }

    Path home() {
        return root.resolve("postgres", "18");
    }

    Path data() {
        return home().resolve("data");
    }

    /** As {@code kill -9}. */
    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        awaitEnd(pid);
    }

    static void awaitEnd(long pid) {
        var patience = new Patience(Duration.ofSeconds(30));
        while (isAlive(pid)) {
            if (!patience.pause()) {
                throw new AssertionError("process " + pid + " does not end");
            }
        }
    }

    /** A process that has ended but was not reaped yet has no working directory any more. */
    static boolean isAlive(long pid) {
        return Files.exists(Path.of("/proc", String.valueOf(pid), "cwd"));
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    static String ask(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        var orphan = Postmaster.runningOn(data());
        if (orphan.isPresent()) {
            kill(orphan.get().pid());
        }
        if (Files.exists(data())) {
            Postmaster.endOrphans(data());
        }
        var patience = new Patience(Duration.ofSeconds(30));
        while (!Trees.deleted(root) && patience.pause()) {
            // A killed server's children, or a killed console's initdb, write a little longer.
        }
    }
}
