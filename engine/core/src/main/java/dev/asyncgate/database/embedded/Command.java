package dev.asyncgate.database.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a short program said and how it ended.
 *
 * @param output what it wrote to both its outputs, in the C locale
 */
record Command(int exitCode, String output) {

    boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Runs it to its end, with nothing of this program's environment (PGDATA and the like would change what PostgreSQL
     * does, and secrets in it are none of the server's business) and none of its files.
     */
    static Command run(Path directory, List<String> prefix, List<String> command) throws IOException {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        var builder = new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true);
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C"));
        builder.redirectInput(new File("/dev/null"));
        Process process = builder.start();
        try (var output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.waitFor(), said.strip());
        } catch (InterruptedException e) {
            throw Patience.interrupted(e);
        }
    }
}
