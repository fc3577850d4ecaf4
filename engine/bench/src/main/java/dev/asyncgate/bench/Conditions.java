package dev.asyncgate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Under which conditions figures came about.
 *
 * @param disk where the server's data lies and on what file system; the server's own path when it is not ours to look at
 * @param settings of the server, by name
 */
public record Conditions(
        String machine, String os, String java, String postgres, String disk, Map<String, String> settings) {

    private static final List<String> SETTINGS = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_level",
            "wal_compression",
            "shared_buffers",
            "work_mem",
            "max_wal_size",
            "checkpoint_timeout",
            "max_connections",
            "autovacuum",
            "jit",
            "synchronous_standby_names");

    /** Whether what was committed was on a disk: figures obtained otherwise do not count. */
    public boolean durable() {
        return !disk.endsWith("(tmpfs)")
                && "on".equals(settings.get("fsync"))
                && !"off".equals(settings.get("synchronous_commit"));
    }

    static Conditions of(BenchDatabase database, Path dataDir) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : SETTINGS) {
            settings.put(name, database.value("SELECT current_setting('" + name + "')"));
        }
        return new Conditions(
                thisMachine(),
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
                "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vm.name")),
                database.value("SELECT current_setting('server_version')"),
                database.isEmbedded()
                        ? fileSystem(dataDir)
                        : "of the server " + database.owner().jdbcUrl().replaceFirst("\\?.*", ""),
                settings);
    }

    private static String thisMachine() {
        var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GB",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                os.getTotalMemorySize() / 1e9);
    }

    /** Linux says it; elsewhere the architecture must do. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String fileSystem(Path dataDir) {
        try {
            return dataDir + " (" + Files.getFileStore(dataDir).type() + ")";
        } catch (IOException e) {
            return dataDir.toString();
        }
    }
}
