package dev.asyncgate.app.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On a real server: paste an address, give the password, test, read the plan, migrate, and be there, read-only at last. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheConnectionsTest {

    @TempDir
    static Path folder;

    private final TestGate gate = TestGate.open();
    private final MemoryKeyring keyring = new MemoryKeyring();
    private final List<Connections.Outcome.Opened> opened = new CopyOnWriteArrayList<>();
    private ScratchDatabase database;
    private ActingWindow window;
    private ConnectionsPlace place;

    @Start
    void start(Stage stage) throws Exception {
        database = new ScratchDatabase(TestServer.superuser());
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", folder.toString()));
        var connections =
                new Connections(settings, OpenTelemetry.noop(), new Keychain(() -> keyring), Clock.systemUTC());
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new ConnectionsPlace(context, connections, acting.dialogs(), Profile.local(settings), opened::add);
            return place;
        });
    }

    @AfterEach
    void close() throws Exception {
        window.close();
        opened.forEach(it -> it.gate().close());
        gate.close();
        database.close();
    }

    private static void type(FxRobot robot, String id, String text) {
        robot.interact(() -> robot.lookup("#" + id).queryAs(TextField.class).setText(text));
    }

    private void givePassword(FxRobot robot, String password) throws Exception {
        window.until(window::isAsking);
        type(robot, "askPassword", password);
        robot.interact(() -> robot.lookup("#askAct").queryButton().fire());
    }

    @Test
    void fromAnAddressToAReadOnlyConnection(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.CONNECTIONS));
        window.until(() -> window.reads(robot, "1 profile, passwords in the system keychain"));

        window.press(robot, "New profile");
        DatabaseAddress address = database.address();
        type(robot, "profile-name", "walk");
        type(robot, "profile-hosts", address.jdbcUrl());
        robot.interact(() -> robot.lookup("#profile-hosts")
                .queryAs(TextField.class)
                .getOnAction()
                .handle(null));
        type(robot, "profile-user", address.user());

        window.press(robot, "Test");
        givePassword(robot, "wrong");
        window.until(() -> window.reads(robot, "Test failed"));
        window.press(robot, "Save and connect");
        givePassword(robot, address.password());
        window.until(() -> window.reads(robot, "Migrate walk"));
        assertThat(keyring.kept).as("kept once the server has taken it").isEmpty();
        robot.interact(() -> robot.lookup("#askAct").queryButton().fire());
        window.until(() -> opened.size() == 1);
        assertThat(keyring.kept).containsValue(address.password());
        assertThat(opened.getFirst().gate().tenants()).isEmpty();

        robot.interact(() ->
                robot.lookup("#guard-read_only").queryAs(RadioButton.class).fire());
        window.press(robot, "Test");
        window.until(() -> window.reads(robot, "SQLSTATE 25006, tried and rolled back"));
        assertThat(window.reads(robot, "LISTEN works: places refresh at once.")).isTrue();
        assertThat(window.reads(robot, "pg_catalog shows none for asyncgate_reader"))
                .isTrue();
        window.press(robot, "Save and connect");
        window.until(() -> opened.size() == 2);
        Gate reading = opened.getLast().gate();
        assertThat(reading.settings().database().readOnly()).isTrue();
        assertThat(opened.getLast().profile().environment().isReadOnly()).isTrue();
    }
}
