package dev.asyncgate.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** An empty database of its own on a running server, gone at the end. */
public final class ScratchDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DatabaseAddress server;
    private final String name = "scratch_" + UUID.randomUUID().toString().replace("-", "");

    /** On a server whose role may create databases. */
    public ScratchDatabase(DatabaseAddress server) throws SQLException {
        this.server = server;
        execute(server, "CREATE DATABASE " + name);
    }

    /** As the role that created it. */
    public DatabaseAddress address() {
        return as(server.user(), server.password());
    }

    /** As somebody else. */
    public DatabaseAddress as(String user, String password) {
        return new DatabaseAddress(server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name), user, password);
    }

    /** What the settings call it. */
    public static Map<String, String> url(DatabaseAddress address) {
        String place = address.jdbcUrl().substring("jdbc:postgresql://".length());
        return Map.of("DATABASE_URL", "postgresql://" + address.user() + ":" + address.password() + "@" + place);
    }

    public static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = address.connect("test", PATIENCE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public static String ask(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = address.connect("test", PATIENCE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    @Override
    public void close() throws SQLException {
        execute(server, "DROP DATABASE " + name + " WITH (FORCE)");
    }
}
