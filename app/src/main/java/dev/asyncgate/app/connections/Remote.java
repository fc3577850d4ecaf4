package dev.asyncgate.app.connections;

import dev.asyncgate.settings.DatabaseUrl;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server and how it is reached. No password is in it.
 *
 * @param hosts one, or several with commas between; each may name a port of its own
 * @param rootCertificate a file; empty for the driver's default
 * @param clientCertificate a file: a PKCS #12 store, or a certificate beside which its key lies as {@code .pk8}; empty for
 *     none
 * @param more what else the driver shall know, as its URL names it
 */
public record Remote(
        String hosts,
        int port,
        String database,
        String user,
        boolean keepsPassword,
        Tls tls,
        String rootCertificate,
        String clientCertificate,
        Map<String, String> more) {

    static final int DEFAULT_PORT = 5432;

    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://(?<hosts>[^/]*)/(?<database>[^?]*)(?:\\?(?<query>.*))?");
    private static final Pattern ONE_HOST = Pattern.compile("(?<name>.*):(?<port>[0-9]+)");
    private static final Pattern PORT_AT_END = Pattern.compile("(?:[^:]*|\\[.*]):[0-9]+");
    private static final Pattern STORE = Pattern.compile("(?i).*\\.(p12|pfx)");

    public Remote {
        more = Map.copyOf(more);
    }

    /** Takes apart what the engine has read from an address that somebody wrote. */
    static Remote of(DatabaseUrl address) {
        Matcher url = URL.matcher(address.jdbcUrl());
        if (!url.matches()) {
            throw new IllegalArgumentException(address.toString());
        }
        Map<String, String> parameters = parameters(url.group("query"));
        String hosts = url.group("hosts");
        Matcher one = ONE_HOST.matcher(hosts);
        boolean single = !hosts.contains(",") && one.matches();
        Tls tls = Optional.ofNullable(parameters.remove("sslmode"))
                .flatMap(Tls::of)
                .orElse(Tls.PREFER);
        String root = Objects.requireNonNullElse(parameters.remove("sslrootcert"), "");
        String certificate = parameters.remove("sslcert");
        String key = parameters.remove("sslkey");
        return new Remote(
                single ? one.group("name") : hosts,
                single ? Integer.parseInt(one.group("port")) : DEFAULT_PORT,
                decoded(url.group("database")),
                address.user() == null ? "" : address.user(),
                true,
                tls,
                root,
                certificate == null ? Objects.requireNonNullElse(key, "") : certificate,
                parameters);
    }

    /** The URL that a program's settings would name, without a password. */
    String url() {
        String authority = user.isEmpty() ? "" : encoded(user) + "@";
        return "postgresql://" + authority + authorities() + "/" + encoded(database) + query();
    }

    /** As the engine takes it. */
    DatabaseUrl address(String password) {
        return new DatabaseUrl(
                false,
                "jdbc:postgresql://" + authorities() + "/" + encoded(database) + query(),
                user.isEmpty() ? null : user,
                password);
    }

    private String authorities() {
        return Arrays.stream(hosts.split(","))
                .map(String::strip)
                .map(host -> PORT_AT_END.matcher(host).matches() ? host : bracketed(host) + ":" + port)
                .collect(Collectors.joining(","));
    }

    /** An IPv6 address has colons of its own. */
    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private String query() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("sslmode", tls.sslmode());
        if (!rootCertificate.isBlank()) {
            parameters.put("sslrootcert", rootCertificate.strip());
        }
        String client = clientCertificate.strip();
        if (STORE.matcher(client).matches()) {
            parameters.put("sslkey", client);
        } else if (!client.isEmpty()) {
            parameters.put("sslcert", client);
            parameters.put("sslkey", client.replaceFirst("\\.[^./\\\\]*$", "") + ".pk8");
        }
        parameters.putAll(more);
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null && !query.isEmpty()) {
            for (String part : query.split("&", -1)) {
                String[] halves = part.split("=", 2);
                parameters.put(halves[0], halves.length == 1 ? "" : decoded(halves[1]));
            }
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
