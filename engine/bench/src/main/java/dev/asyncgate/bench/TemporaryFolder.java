package dev.asyncgate.bench;

import dev.asyncgate.database.embedded.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is deleted with all that is in it. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder make() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("asyncgate-bench-files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
