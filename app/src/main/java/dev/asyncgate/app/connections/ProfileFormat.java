package dev.asyncgate.app.connections;

import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The file of profiles: JSON that a person can read, without any secret. */
final class ProfileFormat {

    private ProfileFormat() {}

    static String write(ProfileBook book) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("last", book.last().toString());
        var profiles = json.putArray("profiles");
        book.profiles().forEach(profile -> profiles.add(write(profile)));
        return json.toPrettyString() + "\n";
    }

    /** @throws GateException or IllegalArgumentException when the text is no such file */
    static ProfileBook read(String text) {
        JsonNode json = Json.parse("profiles", text).node();
        List<Profile> profiles = new ArrayList<>();
        JsonNode all = json.get("profiles");
        if (all == null || !all.isArray()) {
            throw new IllegalArgumentException("there is no list of profiles");
        }
        all.forEach(each -> profiles.add(profile(each)));
        return new ProfileBook(profiles, UUID.fromString(text(json, "last")), null);
    }

    private static ObjectNode write(Profile profile) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", profile.id().toString());
        json.put("name", profile.name());
        json.put("environment", profile.kind().key());
        json.put("guard", profile.guard().name().toLowerCase(Locale.ROOT));
        Remote server = profile.server();
        if (server != null) {
            json.set("server", write(server));
        }
        json.put("schema", profile.schema());
        json.put("operator", profile.operator());
        json.put("tenant", profile.tenant().toString());
        json.put("connect_timeout_ms", profile.connectTimeout().toMillis());
        json.put("statement_timeout_ms", profile.statementTimeout().toMillis());
        json.put("pool_size", profile.poolSize());
        return json;
    }

    private static ObjectNode write(Remote server) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("hosts", server.hosts());
        json.put("port", server.port());
        json.put("database", server.database());
        json.put("user", server.user());
        json.put("password_in_keychain", server.keepsPassword());
        json.put("sslmode", server.tls().sslmode());
        json.put("root_certificate", server.rootCertificate());
        json.put("client_certificate", server.clientCertificate());
        ObjectNode more = json.putObject("more");
        server.more().forEach(more::put);
        return json;
    }

    private static Profile profile(JsonNode json) {
        JsonNode server = json.get("server");
        return new Profile(
                UUID.fromString(text(json, "id")),
                text(json, "name"),
                constant(Environment.Kind.class, json, "environment"),
                constant(Environment.Guard.class, json, "guard"),
                server == null ? null : remote(server),
                text(json, "schema"),
                text(json, "operator"),
                UUID.fromString(text(json, "tenant")),
                Duration.ofMillis(number(json, "connect_timeout_ms")),
                Duration.ofMillis(number(json, "statement_timeout_ms")),
                Math.toIntExact(number(json, "pool_size")));
    }

    private static Remote remote(JsonNode json) {
        Map<String, String> more = new LinkedHashMap<>();
        JsonNode others = json.get("more");
        if (others != null) {
            others.propertyNames().forEach(name -> more.put(name, text(others, name)));
        }
        JsonNode keeps = json.get("password_in_keychain");
        return new Remote(
                text(json, "hosts"),
                Math.toIntExact(number(json, "port")),
                text(json, "database"),
                text(json, "user"),
                keeps != null && keeps.isBoolean() && keeps.booleanValue(),
                Tls.of(text(json, "sslmode"))
                        .orElseThrow(() -> new IllegalArgumentException("sslmode is " + text(json, "sslmode"))),
                text(json, "root_certificate"),
                text(json, "client_certificate"),
                more);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, String key) {
        return Enum.valueOf(type, text(json, key).toUpperCase(Locale.ROOT));
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException(key + " is not there or no text");
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null || !value.isIntegralNumber() || value.longValue() < 1) {
            throw new IllegalArgumentException(key + " is not there or no number from 1");
        }
        return value.longValue();
    }
}
