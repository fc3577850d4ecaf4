package dev.asyncgate.settings;

import dev.asyncgate.error.GateException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Texts of settings from one place.
 *
 * @param values by key, without the prefix; a blank value is the same as none
 */
public record SettingsSource(Origin origin, Map<String, String> values) {

    /**
     * What Kubernetes puts into every container's environment for a service called "asyncgate"; ASYNCGATE_PORT too is
     * then an address such as tcp://10.0.0.1:8080.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("SERVICE_(HOST|PORT(_.*)?)|PORT_[0-9]+_(TCP|UDP)(_.*)?");

    /** Keeps the values by key without prefix, in the order of the alphabet. */
    public SettingsSource {
        Map<String, String> byKey = new TreeMap<>();
        values.forEach((key, value) -> byKey.put(withoutPrefix(key), value.strip()));
        values = Map.copyOf(byKey);
    }

    /** The variables of a process that start with {@code ASYNCGATE_}. */
    public static SettingsSource environment(Map<String, String> variables) {
        boolean cluster = new Surroundings(variables).isKubernetes();
        Map<String, String> values = new TreeMap<>();
        variables.forEach((name, value) -> {
            boolean link = cluster && isServiceLink(withoutPrefix(name), value);
            if (name.startsWith(SettingKey.PREFIX) && !link) {
                values.put(name, value);
            }
        });
        return new SettingsSource(new Origin.Environment(), values);
    }

    private static boolean isServiceLink(String key, String value) {
        return SERVICE_LINK.matcher(key).matches() || (key.equals("PORT") && value.matches("(tcp|udp)://.*"));
    }

    /**
     * The settings in a file. One that ends in {@code .properties} is AsyncGate's own: every key in it is a setting. Any
     * other is an environment file that other programs may share: of it only names with the prefix are read.
     *
     * @throws GateException INVALID_REQUEST when the file cannot be read
     */
    public static SettingsSource file(Path file) {
        return new SettingsSource(new Origin.File(file), SettingsFile.read(file));
    }

    static String withoutPrefix(String name) {
        return name.startsWith(SettingKey.PREFIX) ? name.substring(SettingKey.PREFIX.length()) : name;
    }

    /** Where the values are and nothing of them, for some are secret. */
    @Override
    public String toString() {
        return "SettingsSource[" + origin + ", " + values.keySet() + "]";
    }
}
