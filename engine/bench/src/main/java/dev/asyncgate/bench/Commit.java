package dev.asyncgate.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which sources this program was built from, as far as the folder that it runs in can tell. */
final class Commit {

    private Commit() {}

    /** Null when this is no build inside a git repository, or git is not there. */
    static @Nullable String ofThisBuild() {
        try {
            CodeSource source = Commit.class.getProtectionDomain().getCodeSource();
            Path folder = source == null
                    ? null
                    : repository(Path.of(source.getLocation().toURI()));
            if (folder == null) {
                return null;
            }
            String commit = git(folder, "rev-parse", "--short=12", "HEAD");
            boolean changed = !git(folder, "status", "--porcelain", "--untracked-files=no")
                    .isEmpty();
            return commit.isEmpty() ? null : commit + (changed ? "+" : "");
        } catch (IOException | URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable Path repository(Path inside) {
        for (Path folder = inside; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        return null;
    }

    private static String git(Path folder, String... arguments) throws IOException {
        var command = new ProcessBuilder("git", "-C", folder.toString());
        for (String argument : arguments) {
            command.command().add(argument);
        }
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? answer : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
