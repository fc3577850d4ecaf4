package dev.asyncgate.access;

/**
 * A new key, with its secret for the only time.
 *
 * @param secret what its holder offers; it can never be asked for again
 */
public record CreatedKey(ApiKey key, String secret) {

    /** All but the secret. */
    @Override
    public String toString() {
        return "CreatedKey[key=" + key + "]";
    }
}
