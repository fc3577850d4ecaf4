package dev.asyncgate.settings;

/**
 * A setting as shown to a person.
 *
 * @param key without the prefix {@code ASYNCGATE_}
 * @param value with secrets masked
 * @param allowed what may be set, in words
 */
public record SettingEntry(String key, String value, Origin origin, String allowed) {

    /** Stands for a secret that is set. */
    public static final String MASK = "••••••••";
}
