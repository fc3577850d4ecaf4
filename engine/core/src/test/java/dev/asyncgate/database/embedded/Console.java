package dev.asyncgate.database.embedded;

import dev.asyncgate.database.DatabaseAddress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link ConsoleProcess} seen from the test: a JVM of its own that the test talks to, kills, or closes. */
final class Console implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Console(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Console start(Path directory) {
        return start(List.of(), System.getProperty("java.class.path"), directory, System.getenv("PATH"));
    }

    /** With a command in front of java's, another class path and another search path. */
    static Console start(List<String> prefix, String classPath, Path directory, String searchPath) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                ConsoleProcess.class.getName(),
                directory.toString()));
        var builder =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).directory(new File("/"));
        builder.environment().put("PATH", searchPath);
        try {
            return new Console(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A console's view of its server, with the address of its superuser. */
    record View(long serverPid, DatabaseAddress address) {}

    View awaitOpen() {
        String line = nextLine();
        String[] words = line.split(" ", -1);
        if (!words[0].equals("OPEN")) {
            throw new AssertionError("the console said: " + line);
        }
        return new View(Long.parseLong(words[1]), new DatabaseAddress(words[2], Accounts.SUPERUSER, words[3]));
    }

    /** The next line of its output; empty at the end of the output. */
    String nextLine() {
        try {
            String line = output.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9}: nothing of the program runs any more. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets it leave properly. */
    void leave() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!nextLine().equals("LEFT")) {
            throw new AssertionError("the console did not leave");
        }
        awaitEnd();
    }

    @Override
    public void close() {
        kill();
    }
}
