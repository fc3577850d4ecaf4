package dev.asyncgate.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls of the contract as somebody who has only read it would write them down, and those of the document in the same form. */
final class Contract {

    private static final Pattern MEMBER = Pattern.compile("([a-z_.\\[\\]]+)(\\*)?(?::(-?\\d+)\\.\\.(-?\\d+))?");

    private Contract() {}

    /**
     * A member of a request or an answer.
     *
     * @param path as {@code tasks[].priority}
     */
    record Member(
            String path,
            boolean required,
            @Nullable Long least,
            @Nullable Long most) {}

    /** A call. */
    record Line(String method, String path, List<Member> takes, List<Member> gives) {

        Stream<String> required() {
            return takes.stream().filter(Member::required).map(Member::path);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What {@code contract.txt} says. */
    static List<Line> written() {
        List<Line> lines = new ArrayList<>();
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "takes" -> lines.getLast().takes().addAll(members(words));
                case "gives" -> lines.getLast().gives().addAll(members(words));
                default -> lines.add(new Line(words[0], words[1], new ArrayList<>(), new ArrayList<>()));
            }
        });
        return lines;
    }

    private static List<Member> members(String[] words) {
        return Stream.of(words).skip(1).map(Contract::member).toList();
    }

    private static Member member(String word) {
        Matcher matcher = MEMBER.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(word);
        }
        return new Member(
                matcher.group(1), matcher.group(2) != null, number(matcher.group(3)), number(matcher.group(4)));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    /** The same call as the document has it. */
    static Line described(JsonNode document, Line line) {
        JsonNode operation = operation(document, line);
        List<Member> takes = new ArrayList<>();
        operation
                .path("parameters")
                .forEach(parameter -> takes.add(member(
                        parameter.get("name").asString(),
                        parameter.get("required").asBoolean(),
                        parameter.get("schema"))));
        flatten("", operation.at("/requestBody/content/application~1json/schema"), takes);
        List<Member> gives = new ArrayList<>();
        flatten("", operation.at("/responses/200/content/application~1json/schema"), gives);
        return new Line(line.method(), line.path(), takes, gives);
    }

    static JsonNode operation(JsonNode document, Line line) {
        return document.get("paths").path(line.path()).path(line.method().toLowerCase(java.util.Locale.ROOT));
    }

    private static void flatten(String within, JsonNode schema, List<Member> members) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").forEachEntry((name, of) -> {
            String path = within + name + (of.has("items") ? "[]" : "");
            members.add(member(path, required.contains(name), of));
            flatten(path + ".", of.has("items") ? of.get("items") : of, members);
        });
    }

    private static Member member(String path, boolean required, JsonNode schema) {
        return new Member(path, required, bound(schema, "minimum"), bound(schema, "maximum"));
    }

    private static @Nullable Long bound(JsonNode schema, String name) {
        return schema.has(name) ? Long.valueOf(schema.get(name).longValue()) : null;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("/contract.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
