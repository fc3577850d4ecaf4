package dev.asyncgate.settings;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values from a file. One that ends in {@code .properties} is AsyncGate's own: every key in it is a setting, with or
 * without the prefix. Any other is an environment file ({@code .env}) that other programs may share: of it only prefixed
 * names are read.
 */
final class SettingsFile {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?|'([^']*)'\\s*(?:#.*)?");

    private SettingsFile() {}

    static Map<String, String> read(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".properties") ? properties(text) : environment(text, file);
        } catch (IOException | IllegalArgumentException e) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The settings file %s cannot be read: %s. Make it a readable text in UTF-8 or name another."
                            .formatted(file, reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException missing -> "there is no such file";
            case java.nio.file.AccessDeniedException denied -> "access is denied";
            case java.nio.charset.CharacterCodingException coding -> "it is not UTF-8";
            case IllegalArgumentException malformed -> "an escape \\u needs four hex digits; write \\ as \\\\";
            default -> e.getClass().getSimpleName();
        };
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private static Map<String, String> environment(String text, Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches()) {
                throw new GateException(
                        ErrorCode.INVALID_REQUEST,
                        "Line %d of the settings file %s is no assignment; write NAME=value.".formatted(number, file));
            }
            if (assignment.group(1).startsWith(SettingKey.PREFIX)) {
                values.put(assignment.group(1), unquoted(assignment.group(2)));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        Matcher quoted = QUOTED.matcher(value);
        if (!quoted.matches()) {
            // A comment starts only behind white space: passwords may hold a #.
            return value.replaceFirst("(^|\\s+)#.*$", "").strip();
        }
        return quoted.group(1) == null ? quoted.group(2) : quoted.group(1).replaceAll("\\\\(.)", "$1");
    }
}
