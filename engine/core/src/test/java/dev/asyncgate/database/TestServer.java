package dev.asyncgate.database;

import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.database.embedded.Superuser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/**
 * The one server that all tests of a JVM share; they keep apart by tenant. It starts with the first test that asks and is
 * stopped and deleted when the JVM ends. It does not wait for the disk: what it holds need not outlive the machine.
 */
public final class TestServer {

    private static final EmbeddedPostgres SERVER = start();

    private TestServer() {}

    /** The shared server's database, for the owner of its schema; empty until somebody migrates it. */
    public static DatabaseAddress address() {
        return SERVER.ownerAddress();
    }

    /** The same for the role that the gates of these tests have. */
    public static DatabaseAddress program() {
        return SERVER.address();
    }

    /** The same for the role that may create databases and roles. */
    public static DatabaseAddress superuser() {
        return Superuser.of(SERVER);
    }

    private static EmbeddedPostgres start() {
        try {
            Path directory = Files.createTempDirectory("asyncgate-test-server");
            var server = EmbeddedPostgres.open(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(directory);
            }));
            hurry(Superuser.of(server));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hurry(DatabaseAddress address) {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
                statement.execute("ALTER SYSTEM SET " + setting + " = off");
            }
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
