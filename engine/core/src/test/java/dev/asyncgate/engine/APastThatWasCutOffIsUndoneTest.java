package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.settings.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a past is played nobody ends it; when its program was killed, the next start makes the database one like any other. */
@SuppressWarnings("NullAway.Init") // made before each test
class APastThatWasCutOffIsUndoneTest {

    @TempDir
    private Path folder;

    private Settings settings;
    private EmbeddedPostgres server;

    @BeforeEach
    void open() {
        settings = TestGate.settings(Map.of("DATA_DIR", folder.toString()));
        server = EmbeddedPostgres.open(settings.dataDir());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theNextStartUndoesIt() throws Exception {
        var past = Past.open(settings, new ManualClock());
        try (Gate meanwhile = Gate.open(settings)) {
            assertThat(meanwhile.ping()).isPositive();
            assertThat(isMarked()).isTrue();
        }

        // As the end of its program would.
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'asyncgate past'");
        Eventually.is("the server knows that it has gone", Duration.ofSeconds(20), () -> ask("""
                SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory'"""));
        try (Gate next = Gate.open(settings)) {
            assertThat(next.ping()).isPositive();
            assertThat(isMarked()).isFalse();
            assertThat(ask("SELECT count(*) = 0 FROM pg_db_role_setting WHERE setconfig::text LIKE '%synchronous%'"))
                    .isTrue();
        }
        past.gate().close();
    }

    private boolean isMarked() {
        return ask("SELECT test_database FROM asyncgate.installation");
    }

    private boolean ask(String sql) {
        DatabaseAddress address = server.superuserAddress();
        try (Connection connection = address.connect("test", DatabaseAddress.CONNECT_TIMEOUT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
