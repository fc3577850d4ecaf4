package dev.asyncgate.database.embedded;

import dev.asyncgate.error.GateException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program with the embedded server, for tests that end programs the hard way: opens the directory it is given, says
 * {@code OPEN <server's pid> <jdbc url> <password>} or {@code REFUSED <code> <message>}, leaves at the end of its input
 * or after a line, and says {@code LEFT}.
 */
final class ConsoleProcess {

    private ConsoleProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = EmbeddedPostgres.open(Path.of(arguments[0]));
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var address = server.superuserAddress();
            say("OPEN " + server.pid().orElse(0) + " " + address.jdbcUrl() + " " + address.password());
            input.readLine();
        } catch (GateException e) {
            say("REFUSED " + e.code() + " " + e.getMessage());
            return;
        }
        say("LEFT");
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
