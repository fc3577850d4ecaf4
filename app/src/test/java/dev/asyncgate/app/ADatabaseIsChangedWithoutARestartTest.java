package dev.asyncgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The whole console goes from one server to another, which only reads, and nothing of it stays at the first. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the test
class ADatabaseIsChangedWithoutARestartTest {

    @TempDir
    static Path folder;

    private ScratchDatabase first;
    private ScratchDatabase second;
    private Console console;

    @Start
    void start(Stage stage) throws Exception {
        first = migrated();
        second = migrated();
        Files.writeString(folder.resolve("profiles.json"), profiles(second.address()));
        var settings = new HashMap<>(ScratchDatabase.url(first.address()));
        settings.put("DATA_DIR", folder.toString());
        settings.put("SWEEP_ENABLED", "false");
        console = new Console(FirstOpening.begin(TestGate.settings(settings)), Console.Prelude.NONE);
        console.show(stage, new Console.Opening() {
            @Override
            public void opened(Desk desk) {
                // The test waits for what is shown.
            }

            @Override
            public void failed(Exception failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private static ScratchDatabase migrated() throws SQLException {
        var database = new ScratchDatabase(TestServer.superuser());
        assertThat(new Migration(database.address(), "asyncgate").apply()).isPositive();
        return database;
    }

    private static String profiles(DatabaseAddress address) {
        URI place = URI.create(address.jdbcUrl().substring("jdbc:".length()));
        return """
                {"last": "00000000-0000-0000-0000-000000000000", "profiles": [{
                  "id": "%s", "name": "audit", "environment": "production", "guard": "read_only",
                  "server": {"hosts": "%s", "port": %d, "database": "%s", "user": "%s", "password_in_keychain": false,
                             "sslmode": "disable", "root_certificate": "", "client_certificate": "", "more": {}},
                  "schema": "asyncgate", "operator": "rosa", "tenant": "00000000-0000-0000-0000-000000000000",
                  "connect_timeout_ms": 5000, "statement_timeout_ms": 30000, "pool_size": 4}]}
                """.formatted(
                        UUID.randomUUID(),
                        place.getHost(),
                        place.getPort(),
                        place.getPath().substring(1),
                        address.user());
    }

    @AfterEach
    void close(FxRobot robot) throws SQLException {
        robot.interact(console::end);
        console.close();
        first.close();
        second.close();
    }

    @Test
    void fromOneServerToAnother(FxRobot robot) throws Exception {
        until(() -> reads(robot, "Connections"));
        go(robot, new Destination.ShowTask(UUID.randomUUID()));
        until(() -> reads(robot, "It may have been removed meanwhile: look for it in Tasks."));
        assertThat(sessions(first)).isPositive();

        go(robot, new Destination.ShowPlace(PlaceId.CONNECTIONS));
        until(() -> reads(robot, "audit"));
        robot.clickOn("audit");
        press(robot, "Save and connect");
        until(() -> robot.lookup("#askPassword").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#askPassword")
                .queryAs(TextField.class)
                .setText(second.address().password()));
        press(robot, "Connect");

        until(() -> robot.lookup(".frame.read-only").tryQuery().isPresent());
        until(() -> sessions(first) == 0);
        assertThat(sessions(second)).isPositive();
        go(robot, new Destination.ShowPlace(PlaceId.SUBMIT));
        until(() -> reads(robot, "Not allowed"));
        until(() -> !Files.readString(folder.resolve("profiles.json")).contains("\"last\" : \"0000"));
    }

    private void go(FxRobot robot, Destination destination) {
        robot.interact(() -> console.context().navigator().go(destination));
    }

    private static void press(FxRobot robot, String words) throws Exception {
        until(() -> button(robot, words) && !query(robot, words).isDisabled());
        robot.interact(() -> query(robot, words).fire());
    }

    private static boolean button(FxRobot robot, String words) {
        return robot.lookup((Node node) -> node instanceof Button button && words.equals(button.getText()))
                .tryQuery()
                .isPresent();
    }

    private static Button query(FxRobot robot, String words) {
        return robot.lookup((Node node) -> node instanceof Button button && words.equals(button.getText()))
                .queryButton();
    }

    private static boolean reads(FxRobot robot, String words) {
        return robot.lookup((Node node) -> node instanceof Label label && words.equals(label.getText()))
                .tryQuery()
                .isPresent();
    }

    private static void until(Callable<Boolean> question) throws Exception {
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(question).get());
    }

    private static long sessions(ScratchDatabase database) throws SQLException {
        return Long.parseLong(ScratchDatabase.ask(
                database.address(),
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'asyncgate%' AND pid <> pg_backend_pid()"));
    }
}
