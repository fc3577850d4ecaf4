package dev.asyncgate.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;

/**
 * A request as no client that means well would send it.
 *
 * @param path of the operation in the document
 * @param target what stands in the request line
 * @param body one character for each byte; empty for none
 */
record WildRequest(String method, String path, String target, String contentType, String body) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final List<String> ODD_QUERIES = List.of(
            "",
            "&&&",
            "=",
            "%",
            "%zz=1",
            "limit=1&limit=2",
            "principal_id=%00",
            "a[]=1",
            "limit=%D9%A1",
            "x=%ED%A0%80",
            "+");

    private static final List<String> ODD_SEGMENTS = List.of(
            "%2F",
            "%00",
            "%2e%2e%2f%2e%2e",
            "..",
            "%",
            "%zz",
            "%C0%AF",
            "%ED%A0%80",
            ";a=b",
            "a;b=c",
            "%252F",
            "*",
            "x".repeat(9_000),
            "%0d%0aX-Evil:%201",
            "%E2%80%AE",
            "+");

    /** From the document's description of an operation. */
    static Arbitrary<WildRequest> of(String path, String method, JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        return Combinators.combine(
                        methods(method),
                        target(path, operation),
                        types(),
                        schema.isMissingNode() ? Arbitraries.just("") : bodies(schema))
                .as((verb, target, type, body) -> new WildRequest(verb, path, target, type, body));
    }

    /** As bytes on the wire, with the ids of what is at hand. */
    String text(String tenant, List<String> ids) {
        String sent = known(body, ids);
        String head = method + " " + known(target, ids)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Tenant-ID: " + tenant + "\r\n";
        return sent.isEmpty()
                ? head + "\r\n"
                : head + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(contentType, sent.length()) + sent;
    }

    private static String known(String text, List<String> ids) {
        String replaced = text;
        for (int index = 0; index < ids.size(); index++) {
            String word = Values.KNOWN_IDS.get(index);
            replaced = replaced.replace(word, ids.get(index)).replace(encoded(word), ids.get(index));
        }
        return replaced;
    }

    private static Arbitrary<String> methods(String method) {
        return Arbitraries.frequency(
                Tuple.of(60, method.toUpperCase(Locale.ROOT)),
                Tuple.of(1, "HEAD"),
                Tuple.of(1, "PATCH"),
                Tuple.of(1, "DELETE"));
    }

    private static Arbitrary<String> types() {
        return Arbitraries.frequency(
                Tuple.of(60, "application/json"),
                Tuple.of(5, "application/json; charset=utf-8"),
                Tuple.of(1, "text/plain"),
                Tuple.of(1, "application/json;;\u00e9=\""),
                Tuple.of(1, "/"));
    }

    private static Arbitrary<String> target(String path, JsonNode operation) {
        List<Arbitrary<String>> segments = new ArrayList<>();
        List<Arbitrary<String>> query = new ArrayList<>();
        segments.add(Arbitraries.just(path));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asString().equals("path")) {
                segments.add(segment(parameter));
            } else {
                query.add(queried(parameter));
            }
        }
        query.add(
                Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(ODD_QUERIES))));
        return Combinators.combine(
                        Combinators.combine(segments).as(WildRequest::filled),
                        Combinators.combine(query).as(WildRequest::joined))
                .as((base, parameters) -> parameters.isEmpty() ? base : base + "?" + parameters);
    }

    private static String filled(List<String> pathAndValues) {
        return pathAndValues.stream()
                .reduce((path, value) ->
                        path.replaceFirst("\\{[a-z_]+}", java.util.regex.Matcher.quoteReplacement(value)))
                .orElseThrow();
    }

    private static String joined(List<String> parameters) {
        return String.join(
                "&", parameters.stream().filter(each -> !each.isEmpty()).toList());
    }

    private static Arbitrary<String> segment(JsonNode parameter) {
        return Arbitraries.frequencyOf(
                Tuple.of(12, plain(parameter).map(WildRequest::encoded)), Tuple.of(1, Arbitraries.of(ODD_SEGMENTS)));
    }

    private static Arbitrary<String> queried(JsonNode parameter) {
        String name = parameter.get("name").asString();
        return Arbitraries.frequencyOf(
                Tuple.of(
                        parameter.get("required").asBoolean() ? 30 : 8,
                        plain(parameter).map(value -> name + "=" + encoded(value))),
                Tuple.of(8, Arbitraries.just("")),
                Tuple.of(1, Arbitraries.of(ODD_SEGMENTS.subList(0, 12)).map(value -> name + "=" + value)));
    }

    /** A value as it stands without quotation marks. */
    private static Arbitrary<String> plain(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        return Values.of(schema)
                .map(json ->
                        json.startsWith("\"") && !json.contains("\\") ? json.substring(1, json.length() - 1) : json);
    }

    /** Every byte but letters and digits with a percent sign. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.substring(0, Math.min(text.length(), 2_000)).getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) each;
            encoded.append(
                    each > 0 && Character.isLetterOrDigit(letter)
                            ? String.valueOf(letter)
                            : "%" + HEX.toHexDigits(each));
        }
        return encoded.toString();
    }

    private static Arbitrary<String> bodies(JsonNode schema) {
        Arbitrary<String> object = Values.object(schema).map(WildRequest::bytes);
        return Arbitraries.frequencyOf(
                Tuple.of(40, object),
                Tuple.of(1, Values.of(schema).map(WildRequest::bytes)),
                Tuple.of(1, object.map(body -> body.substring(0, body.length() / 2))),
                Tuple.of(1, object.map(body -> body + body)),
                Tuple.of(1, object.map(body -> "\u00ef\u00bb\u00bf" + body)),
                Tuple.of(1, object.map(body -> body.replace('1', '\u00ff'))),
                Tuple.of(1, object.map(body -> body.replace("\"", "'"))),
                Tuple.of(1, Arbitraries.of("", "\0", "null", "[{}]", "\u00c0\u0080")));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
