package dev.asyncgate.app.memory;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that the memory is read from and written to, at most half a second after a change. It is replaced as a whole,
 * so that a crash leaves the older or the newer one. For the FX thread, but for {@link #close()}.
 */
public final class MemoryFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Path file;
    private final Scope scope;
    private final MemoryStore store = new MemoryStore();
    private final Memory memory = new Memory(store, "");
    private volatile SortedMap<String, String> written;
    private boolean writing;

    /** Reads what is there; what cannot be read is as if it were not. */
    public MemoryFile(Background background, Path file) {
        this.file = file;
        this.scope = background.scope();
        this.store.setAll(read(file));
        this.written = store.all();
        this.scope.every(PERIOD, this::save);
    }

    public Memory memory() {
        return memory;
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    /** Writes what has changed since it was last written. */
    public void save() {
        SortedMap<String, String> now = store.all();
        if (!writing && !now.equals(written)) {
            writing = true;
            scope.load(
                    () -> {
                        write(now);
                        return now;
                    },
                    done -> writing = false,
                    problem -> {
                        writing = false;
                        LOG.warn("What is left open cannot be kept in {}: {}", file, problem.getMessage());
                    });
        }
    }

    /** Writes the last changes. From any thread. */
    @Override
    public void close() {
        SortedMap<String, String> now = store.all();
        if (!now.equals(written)) {
            try {
                write(now);
            } catch (IOException e) {
                LOG.warn("What is left open cannot be kept in {}: {}", file, e.getMessage());
            }
        }
    }

    private synchronized void write(SortedMap<String, String> values) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                writer.write(lines(values));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        written = values;
    }

    /** As {@link Properties} reads them, in the order of the keys. */
    private static String lines(SortedMap<String, String> values) throws IOException {
        var lines = new StringBuilder();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            var one = new Properties();
            one.setProperty(entry.getKey(), entry.getValue());
            var text = new StringWriter();
            one.store(text, null);
            text.toString()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> lines.append(line).append('\n'));
        }
        return lines.toString();
    }

    private static SortedMap<String, String> read(Path file) {
        var values = new TreeMap<String, String>();
        if (!Files.exists(file)) {
            return values;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("What was left open cannot be read from {}, and is begun anew: {}", file, e.getMessage());
        }
        return values;
    }
}
