package dev.asyncgate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hand-written SQL that has the effect of an operation, from a file that pgbench can run too: parameters are {@code
 * :name}, and {@code \gset} at the end of a statement keeps the columns of its row as parameters of later ones.
 */
record FloorScript(List<Statement> statements) {

    /** One statement with question marks, and what they stand for. */
    record Statement(String sql, List<String> parameters) {}

    private static final Pattern COMMENT = Pattern.compile("(?m)--.*$");
    private static final Pattern END = Pattern.compile("(?m)(;|\\\\gset)\\s*$");
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_]\\w*)");

    FloorScript {
        statements = List.copyOf(statements);
    }

    /** Reads {@code floor/NAME.sql} of this module. */
    static FloorScript read(String name) {
        return parse(text(name));
    }

    static FloorScript parse(String text) {
        return new FloorScript(END.splitAsStream(COMMENT.matcher(text).replaceAll(""))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(FloorScript::statement)
                .toList());
    }

    /** A client that runs the whole script at each step. */
    Crew.Client client(Connection connection, Map<String, Object> given) {
        return new FloorClient(connection, this, given);
    }

    /** One script after the other, on one connection. */
    FloorScript then(FloorScript next) {
        List<Statement> both = new ArrayList<>(statements);
        both.addAll(next.statements);
        return new FloorScript(both);
    }

    private static Statement statement(String text) {
        Matcher matcher = PARAMETER.matcher(text);
        List<String> names = matcher.results().map(found -> found.group(1)).collect(Collectors.toList());
        return new Statement(matcher.replaceAll("?"), names);
    }

    private static String text(String name) {
        String path = "floor/" + name + ".sql";
        try (InputStream in = FloorScript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
