package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** What became of an attempt to enter the server as its one role; proof that the server works, not only runs. */
sealed interface Login {

    /** The server answered. */
    record Accepted(String version) implements Login {}

    /** The server does not let anybody in at the moment. */
    record NotYet(String reason) implements Login {}

    Duration TIMEOUT = Duration.ofSeconds(10);
    String NO_SUCH_DATABASE = "3D000";
    Set<String> WRONG_PASSWORD = Set.of("28P01", "28000");

    /**
     * Enters the database, which it creates the first time.
     *
     * @throws GateException DATABASE_UNAVAILABLE if the password is not the server's
     */
    static Login attempt(DatabaseAddress address, Path passwordFile) {
        try {
            return accepted(address);
        } catch (SQLException e) {
            if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
                return created(address);
            }
            if (WRONG_PASSWORD.contains(String.valueOf(e.getSQLState()))) {
                throw new GateException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "The embedded server does not accept the password in " + passwordFile
                                + ": put back the file that belongs to these data, from a backup of the data directory.",
                        e);
            }
            return new NotYet(String.valueOf(e.getMessage()));
        }
    }

    private static Login created(DatabaseAddress address) {
        int name = address.jdbcUrl().lastIndexOf('/') + 1;
        try (Connection connection = connect(address, address.jdbcUrl().substring(0, name) + "postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + address.jdbcUrl().substring(name));
            return accepted(address);
        } catch (SQLException e) {
            return new NotYet(String.valueOf(e.getMessage()));
        }
    }

    private static Login accepted(DatabaseAddress address) throws SQLException {
        try (Connection connection = connect(address, address.jdbcUrl());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('server_version')")) {
            row.next();
            return new Accepted(row.getString(1));
        }
    }

    private static Connection connect(DatabaseAddress address, String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", String.valueOf(TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(TIMEOUT.toSeconds()));
        return DriverManager.getConnection(url, properties);
    }
}
