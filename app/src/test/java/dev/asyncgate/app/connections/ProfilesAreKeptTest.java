package dev.asyncgate.app.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javakeyring.BackendNotSupportedException;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles outlive the program, without their passwords; a file that is broken is set aside and told. */
class ProfilesAreKeptTest {

    @TempDir
    Path folder;

    private Settings settings(Map<String, String> more) {
        var given = new HashMap<>(more);
        given.put("DATA_DIR", folder.toString());
        return Settings.read(Map.of(), null, given);
    }

    private Connections connections() {
        return connections(Map.of());
    }

    private Connections connections(Map<String, String> settings) {
        return new Connections(settings(settings), OpenTelemetry.noop(), noKeychain(), Clock.systemUTC());
    }

    private static Keychain noKeychain() {
        return new Keychain(() -> {
            throw new BackendNotSupportedException("none here");
        });
    }

    @Test
    void theEmbeddedDatabaseIsThereBeforeAnythingWasSaved() {
        ProfileBook book = connections().read();
        assertThat(book.profiles()).singleElement().matches(Profile::isEmbedded);
        assertThat(book.trouble()).isNull();
        assertThat(connections().first().isEmbedded()).isTrue();
    }

    @Test
    void whatWasSavedIsReadAgainAndNoPasswordIsInTheFile() throws IOException {
        Connections before = connections();
        Profile made = before.read(
                "postgresql://rosa:s3cret-w0rd@a.example:6000,b.example/acme?sslmode=verify-full&sslrootcert=/etc/ca.pem"
                        + "&targetServerType=primary",
                UUID.randomUUID(),
                "prod-eu");
        Profile guarded = new Profile(
                made.id(),
                made.name(),
                Environment.Kind.PRODUCTION,
                Environment.Guard.READ_ONLY,
                made.server(),
                made.schema(),
                "rosa",
                made.tenant(),
                made.connectTimeout(),
                made.statementTimeout(),
                4);
        before.save(List.of(Profile.local(settings(Map.of())), guarded), guarded.id());

        Connections after = connections();
        assertThat(after.read().profiles()).hasSize(2).last().isEqualTo(guarded);
        assertThat(after.first()).isEqualTo(guarded);
        assertThat(Files.readString(folder.resolve("profiles.json")))
                .contains("verify-full")
                .doesNotContain("s3cret");
        assertThat(folder).isDirectoryContaining("glob:**profiles.json");
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(guarded.settings(settings(Map.of()), "pw").database()).satisfies(database -> {
            assertThat(database.readOnly()).isTrue();
            assertThat(database.poolSize()).isEqualTo(4);
            assertThat(database.url().jdbcUrl())
                    .startsWith("jdbc:postgresql://a.example:6000,b.example:5432/acme?sslmode=verify-full")
                    .contains("targetServerType=primary");
            assertThat(database.url().password()).isEqualTo("pw");
        });
    }

    @Test
    void aBrokenFileIsToldAndSetAsideAndNeverOverwritten() throws IOException {
        Files.writeString(folder.resolve("profiles.json"), "{\"profiles\": [{\"name\": 7}]}");
        Connections connections = connections();
        ProfileBook book = connections.read();
        assertThat(book.trouble()).contains("profiles.json").contains("set aside as profiles-broken-");
        assertThat(book.profiles()).singleElement().matches(Profile::isEmbedded);

        connections.save(book.profiles(), Profile.LOCAL);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .anyMatch(name -> name.startsWith("profiles-broken-"));
        }
        assertThat(connections.read().trouble()).isNull();
    }

    @Test
    void whatTheSettingsNameComesFirstAndIsNotSaved() throws IOException {
        Connections named = connections(
                Map.of("DATABASE_URL", "postgresql://db.example/acme", "ENV", "production", "INSTANCE_ID", "gate-7"));
        assertThat(named.first().id()).isEqualTo(Profile.NAMED);
        assertThat(named.first().guard()).isEqualTo(Environment.Guard.TYPED_CONFIRMATION);
        named.save(named.read().profiles(), Profile.NAMED);
        assertThat(connections().read().profiles()).hasSize(1);
        assertThat(connections().first().isEmbedded()).isTrue();
    }
}
