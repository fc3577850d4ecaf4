package dev.asyncgate.database;

import java.util.Objects;

/**
 * Where a PostgreSQL database is and who enters it. Printed without the password.
 *
 * @param jdbcUrl  as the PostgreSQL driver takes it, without user and password
 * @param user     the role that logs in
 * @param password its password; empty where the server asks for none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

    public DatabaseAddress {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + user + " at " + jdbcUrl + "]";
    }
}
