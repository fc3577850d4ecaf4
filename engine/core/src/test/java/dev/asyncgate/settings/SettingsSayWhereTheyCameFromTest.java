package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.GateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSayWhereTheyCameFromTest {

    @TempDir
    private Path folder;

    @Test
    void commandLineBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
        Path file = file("asyncgate.properties", "ASYNCGATE_PORT=1\nMAX_LIST_LIMIT=90\nDB_POOL_SIZE=3\n");

        Settings settings = Settings.read(
                Map.of("ASYNCGATE_PORT", "2", "ASYNCGATE_MAX_LIST_LIMIT", "91", "PATH", "/bin", "PORT", "7"),
                file,
                Map.of("PORT", "3"));

        assertThat(settings.gateway().port()).isEqualTo(3);
        assertThat(settings.origin("PORT")).isEqualTo(new Origin.CommandLine()).hasToString("command line");
        assertThat(settings.listing().maxLimit()).isEqualTo(91);
        assertThat(settings.origin("ASYNCGATE_MAX_LIST_LIMIT")).isEqualTo(new Origin.Environment());
        assertThat(settings.database().poolSize()).isEqualTo(3);
        assertThat(settings.origin("DB_POOL_SIZE"))
                .isEqualTo(new Origin.File(file))
                .hasToString("file " + file);
        assertThat(settings.origin("HOST")).isEqualTo(new Origin.Default()).hasToString("default");
    }

    @Test
    void theConsoleIsASourceOfItsOwn() {
        Settings settings = Settings.read(
                Map.of(), List.of(new SettingsSource(new Origin.Console(), Map.of("LOCATABILITY", "Strict"))));

        assertThat(settings.locatability()).isEqualTo(Settings.Locatability.STRICT);
        assertThat(settings.origin("LOCATABILITY")).hasToString("console");
    }

    @Test
    void anEnvironmentFileIsSharedWithOtherPrograms() throws IOException {
        Path file = file(".env", """
                # of the whole project
                POSTGRES_PASSWORD=not ours
                PORT=3000
                export ASYNCGATE_DATABASE_URL="postgresql+asyncpg://gate:p#w@db:6432/gate" # the database
                ASYNCGATE_HOST='0.0.0.0'
                ASYNCGATE_DB_POOL_SIZE = 7   # connections
                ASYNCGATE_API_KEY=
                """);

        Settings settings = Settings.read(Map.of(), file, Map.of());

        assertThat(settings.database().url())
                .isEqualTo(new DatabaseUrl(false, "jdbc:postgresql://db:6432/gate", "gate", "p#w"));
        assertThat(settings.gateway().host()).isEqualTo("0.0.0.0");
        assertThat(settings.gateway().port()).isEqualTo(8080);
        assertThat(settings.gateway().apiKey()).isNull();
        assertThat(settings.database().poolSize()).isEqualTo(7);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path missing = folder.resolve("none.properties");
        assertThatThrownBy(() -> Settings.read(Map.of(), missing, Map.of()))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("no such file");

        Path latin = folder.resolve("latin.properties");
        Files.write(latin, "DATA_DIR=/tmp/ä".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Settings.read(Map.of(), latin, Map.of())).hasMessageContaining("not UTF-8");

        Path escape = file("escape.properties", "DATA_DIR=C:\\user");
        assertThatThrownBy(() -> Settings.read(Map.of(), escape, Map.of())).hasMessageContaining("\\\\");

        Path line = file("line.env", "ASYNCGATE_PORT=1\nmy-secret-password\n");
        assertThatThrownBy(() -> Settings.read(Map.of(), line, Map.of()))
                .hasMessageContaining("Line 2")
                .hasMessageNotContaining("my-secret");
    }

    @Test
    void aServiceCalledAsyncgateInAClusterIsNoSetting() {
        Settings settings = Settings.read(
                Map.of(
                        "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                        "HOSTNAME", "gate-7f9c",
                        "ASYNCGATE_PORT", "tcp://10.1.2.3:8080",
                        "ASYNCGATE_SERVICE_HOST", "10.1.2.3",
                        "ASYNCGATE_SERVICE_PORT_HTTP", "8080",
                        "ASYNCGATE_PORT_8080_TCP_ADDR", "10.1.2.3"),
                null,
                Map.of());

        assertThat(settings.gateway().port()).isEqualTo(8080);
        assertThat(settings.instanceId()).isEqualTo("gate-7f9c");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
