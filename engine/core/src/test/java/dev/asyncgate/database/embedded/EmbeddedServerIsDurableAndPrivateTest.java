package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.DatabaseAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedServerIsDurableAndPrivateTest {

    private final Scratch scratch;
    private final EmbeddedPostgres server;

    EmbeddedServerIsDurableAndPrivateTest() throws IOException {
        scratch = new Scratch();
        server = EmbeddedPostgres.open(scratch.root());
    }

    @BeforeAll
    void itIsThere() {
        assertThat(server.alive()).isTrue();
    }

    @AfterAll
    void leave() throws IOException {
        server.close();
        scratch.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "full_page_writes, on",
        "synchronous_commit, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "shared_preload_libraries, pg_stat_statements",
    })
    void theSettingsAreThese(String setting, String value) throws SQLException {
        assertThat(Scratch.ask(server.superuserAddress(), "SHOW " + setting)).isEqualTo(value);
    }

    @Test
    void timesAreUniversalUnlessAClientWantsOtherwise() throws SQLException {
        String configured = "SELECT setting FROM pg_file_settings WHERE applied AND name = 'timezone'";
        assertThat(Scratch.ask(server.superuserAddress(), configured)).isEqualTo("UTC");
    }

    @Test
    void textSortsTheSameOnEveryMachine() throws SQLException {
        String locale =
                "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()";
        assertThat(Scratch.ask(server.superuserAddress(), locale)).isEqualTo("b C.UTF-8");
        assertThat(Scratch.ask(server.superuserAddress(), "SELECT current_database()"))
                .isEqualTo("asyncgate");
    }

    @Test
    void onlyTheOwnerCanReadThePasswordAndTheData() throws IOException {
        assertThat(permissions("password")).isEqualTo("rw-------");
        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(permissions(".")).isEqualTo("rwx------");
        assertThat(Files.readString(scratch.home().resolve("password")))
                .contains(server.superuserAddress().password());
        assertThat(server.superuserAddress().password()).hasSizeGreaterThanOrEqualTo(32);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(scratch.home().resolve(name)));
    }

    @Test
    void nobodyEntersWithoutThePassword() {
        var address = new DatabaseAddress(
                server.superuserAddress().jdbcUrl(), server.superuserAddress().user(), "guess");
        assertThatThrownBy(() -> Scratch.ask(address, "SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void itListensOnThisMachineAlone() throws SQLException, IOException {
        int port = Integer.parseInt(Scratch.ask(server.superuserAddress(), "SHOW port"));
        try (var socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", port), 2000))
                    .isInstanceOf(IOException.class);
        }
        assertThat(server.superuserAddress().jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + port + "/asyncgate");
    }

    @Test
    void itSaysItsVersion() {
        assertThat(server.serverVersion()).isEqualTo("18.6");
        assertThat(Binaries.ofThisMachine().version()).startsWith(server.serverVersion());
    }

    @Test
    void noPayloadGoesToTheLog() throws SQLException, IOException {
        Scratch.execute(server.superuserAddress(), "CREATE TABLE once (secret text PRIMARY KEY)");
        Scratch.execute(server.superuserAddress(), "INSERT INTO once VALUES ('hush')");
        assertThatThrownBy(() -> Scratch.execute(server.superuserAddress(), "INSERT INTO once VALUES ('hush')"))
                .isInstanceOf(SQLException.class);
        assertThat(Files.readString(scratch.home().resolve("server.log")))
                .contains("duplicate key")
                .doesNotContain("hush");
    }
}
