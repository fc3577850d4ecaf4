package dev.asyncgate.app.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: see who works, take a lease away, follow it to the timeline, learn how to connect, open a group. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheWorkersTest {

    private static final WayIn WAY = new WayIn(URI.create("http://127.0.0.1:8080"), false, true);

    @TempDir
    private static Path folder;

    private static TestGate gate;

    private ActingWindow window;
    private WorkersPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.open();
    }

    @AfterAll
    static void closeGate() {
        gate.close();
    }

    @Start
    void start(Stage stage) {
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new WorkersPlace(
                    context, gate.inspector, acting, 10, () -> WAY, (over, name) -> Optional.of(folder.resolve(name)));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromNobodyToARevokedLease(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.WORKERS));
        window.until(() -> window.reads(robot, "No worker was seen"));

        Worker idle = gate.worker("etl-1");
        UUID done = gate.create("extract");
        idle.complete(done, gate.claim(idle).leaseId(), TestGate.located());
        gate.create("report.render");
        gate.claim(gate.worker("gpu-7"));
        window.until(() -> place.model().rows().rows().size() == 2);
        assertThat(place.railCount().get()).isEqualTo("2");

        robot.interact(() -> robot.lookup((Node node) ->
                        node instanceof ToggleButton button && button.getText().startsWith("Holding"))
                .queryAs(ToggleButton.class)
                .fire());
        window.until(() -> place.model().rows().rows().size() == 1);
        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(
                () -> window.reads(robot, "Outcomes of") && place.inspector().get() != null);

        window.press(robot, "Revoke its lease…");
        window.until(window::isAsking);
        robot.write("stuck");
        window.press(robot, "Revoke lease");
        window.until(() -> !window.isAsking()
                && gate.inspector
                        .workers(Duration.ofHours(1))
                        .workers()
                        .getLast()
                        .holds()
                        .isEmpty());

        window.press(robot, "Show in leases");
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowLeasesOf("gpu-7"));
        window.go(robot, new Destination.ShowPlace(PlaceId.WORKERS));
        robot.interact(() -> assertThat(place.escape()).isTrue());
        robot.interact(() -> assertThat(place.escape()).isTrue());
        window.until(() -> place.model().rows().rows().size() == 2);

        window.press(robot, "NDJSON, sealed");
        window.until(() -> folder.resolve("workers-2026-11-23.ndjson").toFile().exists());

        window.press(robot, "Connect a worker…");
        window.until(() -> window.reads(robot, WAY.command()));
        window.press(robot, "Open Gateway");
        window.until(() -> !window.isAsking());
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowPlace(PlaceId.GATEWAY));

        for (int i = 0; i <= WorkerGroups.FEW; i++) {
            gate.create("unit");
            gate.claim(gate.worker("thumb-" + i));
        }
        window.go(robot, new Destination.ShowPlace(PlaceId.WORKERS));
        window.until(() -> place.model().rows().rows().size() == 3);
        robot.interact(() -> {
            place.model().rows().select(place.model().rows().rows().getLast().id());
            table.requestFocus();
        });
        robot.type(KeyCode.ENTER);
        window.until(() -> place.model().rows().rows().size() == 3 + WorkerGroups.FEW + 1);
        robot.type(KeyCode.ENTER);
        window.until(() -> place.model().rows().rows().size() == 3);
    }
}
