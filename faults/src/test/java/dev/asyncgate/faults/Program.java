package dev.asyncgate.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One command of AsyncGate as a process of its own, which can be killed and is then started again, as a supervisor would. */
final class Program implements AutoCloseable {

    private final Path folder;
    private final String memory;
    private final List<String> arguments;
    private Process process;

    /**
     * Starts it.
     *
     * @param folder for what it says
     * @param memory the most that its heap may take, such as 256m
     */
    Program(Path folder, String memory, String... arguments) throws IOException {
        this.folder = folder;
        this.memory = memory;
        this.arguments = List.of(arguments);
        this.process = start();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + memory,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.asyncgate.app.cli.Main"));
        command.addAll(arguments);
        Path said = Files.createTempFile(folder, arguments.getFirst(), ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "ASYNCGATE_ALLOW_INSECURE_DEV", "true",
                        "ASYNCGATE_RATE_LIMIT_ENABLED", "false",
                        "ASYNCGATE_DB_POOL_SIZE", "2",
                        "ASYNCGATE_DEFAULT_RETRY_BACKOFF_SECONDS", "1"));
        return builder.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void killAndStartAgain() throws IOException, InterruptedException {
        // Unlike Process, a handle leaves the streams alone.
        process.toHandle().destroyForcibly();
        process.waitFor();
        process = start();
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return arguments.getFirst();
    }
}
