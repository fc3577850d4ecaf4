package dev.asyncgate.app.cli;

import dev.asyncgate.settings.Origin;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.settings.SettingsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name, and the settings that follow from them. */
final class SettingsOptions {

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Settings as KEY=value lines; the environment (ASYNCGATE_KEY) beats them.")
    private @Nullable Path config;

    @Option(
            names = "--env-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The .env of a deployment: names that begin with ASYNCGATE_ are read, others left alone.")
    private @Nullable Path envFile;

    @Option(
            names = "--data-dir",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The folder of the embedded database, settings and logs.")
    private @Nullable String dataDir;

    @Option(
            names = "--database-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "embedded (the default), or postgresql://user@host:port/database.")
    private @Nullable String databaseUrl;

    /** Reads the settings and points the log at their data directory. */
    Settings read() {
        return read(Map.of());
    }

    /** As {@link #read}, for commands that look and change nothing. */
    Settings readWithoutSweep() {
        return read(Map.of("SWEEP_ENABLED", "false"));
    }

    /** As {@link #read()}, with values that options of the command have given, by key. */
    Settings read(Map<String, String> besides) {
        var given = new HashMap<>(besides);
        if (dataDir != null) {
            given.put("DATA_DIR", dataDir);
        }
        if (databaseUrl != null) {
            given.put("DATABASE_URL", databaseUrl);
        }
        return logged(settings(given));
    }

    /**
     * As {@link #read}, but on a data directory of its own when nobody has named a database: what plays for pictures
     * neither shows nor changes anybody's work.
     */
    Settings readFor(Path throwaway) {
        Settings settings = read();
        boolean named = !(settings.origin("DATABASE_URL") instanceof Origin.Default)
                || !(settings.origin("DATA_DIR") instanceof Origin.Default);
        return named ? settings : logged(settings(Map.of("DATA_DIR", throwaway.toString(), "PORT", freePort())));
    }

    /** The usual one may be taken by the gateway of somebody's console. */
    private static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    private Settings settings(Map<String, String> given) {
        List<SettingsSource> sources = new ArrayList<>();
        sources.add(new SettingsSource(new Origin.CommandLine(), given));
        sources.add(SettingsSource.environment(System.getenv()));
        Stream.of(Optional.ofNullable(envFile), Optional.ofNullable(config))
                .flatMap(Optional::stream)
                .map(SettingsSource::file)
                .forEach(sources::add);
        return Settings.read(System.getenv(), sources);
    }

    private static Settings logged(Settings settings) {
        // logback.xml names this property; nothing has logged before.
        System.setProperty("asyncgate.logs", settings.dataDir().resolve("logs").toString());
        return settings;
    }
}
