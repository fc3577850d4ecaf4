package dev.asyncgate.settings;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.SettingKey.Refused;
import dev.asyncgate.settings.Settings.EscalationTarget;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** From texts to the values of settings. */
final class SettingParsers {

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]{1,255}");

    private SettingParsers() {}

    static boolean bool(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            throw new Refused();
        }
        return TRUE.contains(lower);
    }

    static int integer(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noInteger) {
            // Refused below, with the range.
        }
        throw new Refused();
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new Refused();
    }

    /** A folder, where ~ stands for the user's own. */
    static Path path(String text) {
        try {
            boolean inHome = text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
            Path path = inHome ? Path.of(System.getProperty("user.home", ""), text.substring(1)) : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException noPath) {
            throw new Refused();
        }
    }

    static String instanceId(String text) {
        try {
            return Principal.of(PrincipalKind.SERVICE, text).id();
        } catch (GateException noId) {
            throw new Refused();
        }
    }

    static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new Refused();
        }
        return text;
    }

    static String schema(String text) {
        return matching(SCHEMA, text);
    }

    static String host(String text) {
        return matching(HOST, text);
    }

    static String secret(String text, int min) {
        if (text.codePointCount(0, text.length()) < min) {
            throw new Refused("it is too short");
        }
        return text;
    }

    /** Texts with commas between them, or a JSON list of texts. */
    static List<String> list(String text) {
        if (!text.startsWith("[")) {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
        if (Json.check(text) instanceof Json.Check.Problem problem) {
            // Without the problem's message: what it quotes may be a URL with a password.
            throw new Refused("it is no JSON list, see column " + problem.column());
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : json(text)) {
            if (!part.isString()) {
                throw new Refused("each element of the list must be a text");
            }
            parts.add(part.stringValue());
        }
        return List.copyOf(parts);
    }

    private static JsonNode json(String text) {
        return switch (Json.check(text)) {
            case Json.Check.Ok(Json json) -> json.node();
            case Json.Check.Problem problem ->
                throw new Refused(
                        "at line %d, column %d: %s".formatted(problem.line(), problem.column(), problem.message()));
        };
    }

    static List<String> proxies(String text) {
        if (text.equalsIgnoreCase("none")) {
            return List.of();
        }
        List<String> proxies = list(text);
        proxies.forEach(SettingParsers::proxy);
        return proxies;
    }

    private static void proxy(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            if (slash >= 0) {
                integer(text.substring(slash + 1), 0, address.getAddress().length * 8);
            }
        } catch (IllegalArgumentException noAddress) {
            throw new Refused();
        }
    }

    static List<URI> origins(String text) {
        return list(text).stream().map(SettingParsers::origin).toList();
    }

    /** An origin as browsers send it: lower case, without the scheme's own port. */
    static URI origin(String text) {
        if (text.equals("*") || text.equals("null")) {
            throw new Refused("\"%s\" would let every page in".formatted(text));
        }
        URI uri = web(text);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new Refused("an origin has no user, query or fragment");
        }
        if (!uri.getRawPath().isEmpty()) {
            throw new Refused("an origin has no path, not even a / at its end");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int ownPort = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() == -1 || uri.getPort() == ownPort ? "" : ":" + uri.getPort();
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
    }

    static URI endpoint(String text) {
        URI uri = web(text);
        if (uri.getRawUserInfo() != null) {
            throw new Refused("the token belongs into RECEIPTGATE_AUTH_TOKEN, not into the URL");
        }
        return uri;
    }

    /** OpenTelemetry puts a path of its own behind it. */
    static URI collector(String text) {
        URI uri = web(text);
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new Refused("what identifies the gate belongs into OTEL_EXPORTER_OTLP_HEADERS, not into the URL");
        }
        return uri;
    }

    private static URI web(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (URISyntaxException noUri) {
            // Refused below; the exception would repeat the text.
        }
        throw new Refused();
    }

    static List<EscalationTarget> targets(String text) {
        JsonNode list = json(text);
        if (!list.isArray()) {
            throw new Refused();
        }
        List<EscalationTarget> targets = new ArrayList<>();
        list.forEach(target -> targets.add(target(target)));
        return List.copyOf(targets);
    }

    private static EscalationTarget target(JsonNode target) {
        JsonNode targetClass = target.path("class");
        JsonNode kind = target.path("kind");
        JsonNode id = target.path("id");
        if (!targetClass.isInt() || !kind.isString() || !id.isString() || target.size() != 3) {
            throw new Refused("each target has exactly the members class, kind and id");
        }
        try {
            Principal principal = Principal.of(PrincipalKind.parse(kind.stringValue()), id.stringValue());
            return new EscalationTarget(targetClass.intValue(), principal);
        } catch (GateException noPrincipal) {
            throw new Refused(noPrincipal.getMessage());
        }
    }
}
