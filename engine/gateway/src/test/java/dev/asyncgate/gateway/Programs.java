package dev.asyncgate.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs programs of this machine that a test needs, and leaves the test out, saying so, where there is none. */
public final class Programs {

    private static final long LONGEST_SECONDS = 60;

    private Programs() {}

    /**
     * How a program ended.
     *
     * @param output standard output and error together
     */
    public record Run(int exitCode, String output) {}

    public static Run run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        requireProgram(command[0]);
        Path output = Files.createTempFile("asyncgate", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            return new Run(ended ? process.exitValue() : -1, said);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** The client of PostgreSQL on the test server, without headings. */
    public static Run psql(String... arguments) throws IOException, InterruptedException {
        DatabaseAddress address = TestServer.program();
        String url = address.jdbcUrl().substring("jdbc:".length());
        return run(
                Map.of("PGUSER", address.user(), "PGPASSWORD", address.password()),
                Stream.concat(
                                Stream.of(
                                        "psql",
                                        url,
                                        "--no-psqlrc",
                                        "--tuples-only",
                                        "--no-align",
                                        "--set",
                                        "ON_ERROR_STOP=1"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static void requireProgram(String name) {
        Stream<Path> folders = Pattern.compile(File.pathSeparator)
                .splitAsStream(String.valueOf(System.getenv("PATH")))
                .map(Path::of);
        boolean there = folders.anyMatch(folder -> Files.isExecutable(folder.resolve(name)));
        if (!there) {
            System.out.println("Left out: there is no " + name + " on this machine.");
        }
        assumeTrue(there, "there is no " + name + " on this machine");
    }
}
