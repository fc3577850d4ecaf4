package dev.asyncgate.settings;

import org.jspecify.annotations.Nullable;

/**
 * Which database to use.
 *
 * @param embedded whether AsyncGate runs a server of its own; then the rest is empty
 * @param jdbcUrl without user and password; empty when embedded
 * @param user null when none was given
 * @param password null when none was given
 */
public record DatabaseUrl(
        boolean embedded,
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password) {

    /** The embedded server. */
    public static final DatabaseUrl EMBEDDED = new DatabaseUrl(true, "", null, null);

    /** {@code embedded}, or the URL without user, password and parameters, among which may be secrets too. */
    @Override
    public String toString() {
        return embedded ? "embedded" : jdbcUrl.replaceFirst("\\?.*", "");
    }
}
