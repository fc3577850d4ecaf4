package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who enters the server: the superuser to set it up, the owner to change the schema, the program to work in it. The one
 * secret is the superuser's password; the others' are digests of it, so that each role knows its own alone.
 *
 * @param jdbcUrl of the database
 * @param secret  what the password file holds
 */
record Accounts(String jdbcUrl, String secret) {

    static final String SUPERUSER = "postgres";
    static final String OWNER = "asyncgate_owner";
    static final String PROGRAM = "asyncgate";

    DatabaseAddress superuser() {
        return new DatabaseAddress(jdbcUrl, SUPERUSER, secret);
    }

    /** May create and change the schema; not a superuser. */
    DatabaseAddress owner() {
        return new DatabaseAddress(jdbcUrl, OWNER, passwordOf(OWNER));
    }

    /** Has the rights of the role asyncgate_program and no others. */
    DatabaseAddress program() {
        return new DatabaseAddress(jdbcUrl, PROGRAM, passwordOf(PROGRAM));
    }

    private String passwordOf(String role) {
        try {
            byte[] text = (role + " " + secret).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Accounts[" + jdbcUrl + "]";
    }
}
