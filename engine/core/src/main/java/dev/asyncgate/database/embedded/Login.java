package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Roles;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** What became of an attempt to enter the server as the program; proof that the server works, not only runs. */
sealed interface Login {

    /** The server answered. */
    record Accepted(String version) implements Login {}

    /** The server does not let anybody in at the moment. */
    record NotYet(String reason) implements Login {}

    Duration TIMEOUT = Duration.ofSeconds(10);
    String NO_SUCH_DATABASE = "3D000";
    Set<String> WRONG_PASSWORD = Set.of("28P01", "28000");

    /**
     * Enters the database; the first time it creates the roles and the database.
     *
     * @throws GateException DATABASE_UNAVAILABLE if the password is not the server's
     */
    static Login attempt(Accounts accounts, Path passwordFile) {
        try {
            return accepted(accounts);
        } catch (SQLException e) {
            // A role that is missing is refused like one whose password is wrong.
            boolean notSetUp = NO_SUCH_DATABASE.equals(e.getSQLState()) || isWrongPassword(e);
            return notSetUp ? setUp(accounts, passwordFile) : new NotYet(String.valueOf(e.getMessage()));
        }
    }

    /** Does what is missing of it, so that a set-up that was interrupted is finished by the next one. */
    private static Login setUp(Accounts accounts, Path passwordFile) {
        int name = accounts.jdbcUrl().lastIndexOf('/') + 1;
        String database = accounts.jdbcUrl().substring(name);
        String maintenance = accounts.jdbcUrl().substring(0, name) + "postgres";
        try (Connection connection = connect(accounts.superuser(), maintenance);
                Statement statement = connection.createStatement()) {
            createRoles(statement, accounts);
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", database)) {
                statement.execute("CREATE DATABASE " + database + " OWNER " + Accounts.OWNER);
            }
            return accepted(accounts);
        } catch (SQLException e) {
            if (isWrongPassword(e)) {
                throw wrongPassword(passwordFile, e);
            }
            return new NotYet(String.valueOf(e.getMessage()));
        }
    }

    private static void createRoles(Statement statement, Accounts accounts) throws SQLException {
        Connection connection = statement.getConnection();
        for (String group : Set.of(Roles.PROGRAM, Roles.READER)) {
            createRole(connection, group, "NOLOGIN");
        }
        for (DatabaseAddress login : Set.of(accounts.owner(), accounts.program())) {
            createRole(connection, login.user(), "LOGIN");
            statement.execute("ALTER ROLE " + login.user() + " PASSWORD '" + login.password() + "'");
        }
        statement.execute("GRANT " + Roles.PROGRAM + " TO " + Accounts.PROGRAM);
    }

    private static void createRole(Connection connection, String role, String kind) throws SQLException {
        if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", role)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + role + " " + kind);
            }
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static GateException wrongPassword(Path passwordFile, SQLException e) {
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The embedded server does not accept the password in " + passwordFile
                        + ": put back the file that belongs to these data, from a backup of the data directory.",
                e);
    }

    private static boolean isWrongPassword(SQLException e) {
        return WRONG_PASSWORD.contains(String.valueOf(e.getSQLState()));
    }

    private static Login accepted(Accounts accounts) throws SQLException {
        try (Connection connection = connect(accounts.program(), accounts.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version')")) {
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
