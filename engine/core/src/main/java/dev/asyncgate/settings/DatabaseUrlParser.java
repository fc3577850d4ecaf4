package dev.asyncgate.settings;

import dev.asyncgate.settings.SettingKey.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the addresses that people and other programs write to the one that the JDBC driver takes. */
final class DatabaseUrlParser {

    /** As SQLAlchemy reads it: a password may hold every character but @. */
    private static final Pattern URL = Pattern.compile(
            "(?i)(?<scheme>postgres(?:ql)?(?:\\+[a-z0-9]+)?)://"
                    + "(?:(?<user>[^:/@?]*)(?::(?<password>[^@]*))?@)?(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");

    /** The driver's short form: a database of the server on this machine. */
    private static final Pattern LOCAL =
            Pattern.compile("(?i)jdbc:postgresql:/?(?<database>[^/@:?]*)(?:\\?(?<query>.*))?");

    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]*)(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final int DEFAULT_PORT = 5432;

    /** What libpq and asyncpg call otherwise. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "ssl", "sslmode",
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> DRIVER_VALUES = Map.of(
            "sslmode=true", "require",
            "sslmode=on", "require",
            "sslmode=1", "require",
            "sslmode=false", "disable",
            "sslmode=off", "disable",
            "sslmode=0", "disable",
            "targetServerType=read-write", "primary",
            "targetServerType=read-only", "secondary",
            "targetServerType=standby", "secondary",
            "targetServerType=prefer-standby", "preferSecondary");

    private DatabaseUrlParser() {}

    static DatabaseUrl parse(String text) {
        if (text.equalsIgnoreCase("embedded")) {
            return DatabaseUrl.EMBEDDED;
        }
        Matcher local = LOCAL.matcher(text);
        if (local.matches()) {
            return address(
                    "localhost:" + DEFAULT_PORT, local.group("database"), parameters(local.group("query")), null, null);
        }
        Matcher url = URL.matcher(text.replaceFirst("(?i)^jdbc:(?=postgresql:)", ""));
        if (!url.matches()) {
            throw new Refused();
        }
        if (url.group("password") != null && url.group("password").matches(".*\\?.*=.*")) {
            // Either a password with ? and =, or parameters with @: nobody can tell.
            throw new Refused("write ? as %3F in a password, and @ as %40 in a password or parameter");
        }
        Map<String, String> parameters = parameters(url.group("query"));
        String hosts = hosts(url.group("hosts"), parameters.remove("host"), parameters.remove("port"));
        if (hosts.contains(",")) {
            // Whichever of them takes writes: the driver's own default is the first that answers.
            parameters.putIfAbsent("targetServerType", "primary");
        }
        return address(hosts, url.group("database"), parameters, url.group("user"), url.group("password"));
    }

    private static DatabaseUrl address(
            String hosts,
            @Nullable String database,
            Map<String, String> parameters,
            @Nullable String user,
            @Nullable String password) {
        String namedUser = parameters.remove("user");
        String namedPassword = parameters.remove("password");
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return new DatabaseUrl(
                false,
                "jdbc:postgresql://" + hosts + "/" + (database == null ? "" : encoded(decoded(database)))
                        + (query.isEmpty() ? "" : "?" + query),
                user == null || user.isEmpty() ? namedUser : decoded(user),
                password == null ? namedPassword : decoded(password));
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            String sent = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1).replace('+', ' '));
            String name = DRIVER_NAMES.getOrDefault(sent, sent);
            if (!name.matches("[A-Za-z_]+")) {
                throw new Refused("a parameter's name has letters only");
            }
            parameters.put(name, DRIVER_VALUES.getOrDefault(name + "=" + value, value));
        }
        return parameters;
    }

    private static String hosts(String authority, @Nullable String namedHost, @Nullable String namedPort) {
        if (namedHost != null && namedHost.startsWith("/")) {
            throw new Refused("a Unix socket cannot be used; name host and port");
        }
        String hosts = authority.isEmpty() && namedHost != null ? namedHost : authority;
        List<String> all = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            all.add(host(host, namedPort));
        }
        return String.join(",", all);
    }

    private static String host(String text, @Nullable String namedPort) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw new Refused("a host is a name, an address, or an IPv6 address in [ ], with or without :port");
        }
        String port = host.group("port") == null ? namedPort : host.group("port");
        String name = host.group("name").isEmpty() ? "localhost" : host.group("name");
        return name + ":" + (port == null ? DEFAULT_PORT : SettingParsers.integer(port, 1, 65_535));
    }

    /** Percent escapes in UTF-8; what only looks like one stays, as other readers of such URLs do. */
    private static String decoded(String text) {
        return PERCENT.matcher(text).replaceAll(run -> {
            byte[] bytes = HexFormat.of().parseHex(run.group().replace("%", ""));
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For people: the address without user, password and parameters. */
    static String shown(String text) {
        try {
            return parse(text).toString();
        } catch (Refused unreadable) {
            return UrlForPeople.one(text);
        }
    }
}
