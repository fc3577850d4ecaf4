package dev.asyncgate.app.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimedTask;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: from the first run to a tile that leads to the list behind it. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheOverviewTest {

    private static TestGate gate;

    private ActingWindow window;
    private OverviewPlace place;

    @BeforeAll
    static void open() {
        gate = TestGate.open();
    }

    @AfterAll
    static void end() {
        gate.close();
    }

    @Start
    void start(Stage stage) {
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new OverviewPlace(
                    context,
                    gate.inspector,
                    new Preferences(Memory.forgetful(), context.themes(), "rosa"),
                    new Installed("Embedded PostgreSQL 18", "/data", 7, null, 0, 47));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromTheFirstRunToTheListBehindATile(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.OVERVIEW));
        window.until(() -> window.reads(robot, "Nothing has been delegated yet"));
        assertThat(window.reads(robot, "human:rosa")).isTrue();

        gate.create("report.render");
        gate.create("report.render");
        Worker worker = gate.worker("gpu-7");
        ClaimedTask task = gate.claim(worker);
        worker.complete(task.taskId(), task.leaseId(), TestGate.located());
        robot.interact(place.model()::readNow);
        window.until(() -> window.reads(robot, "Ended tasks per minute"));
        assertThat(window.reads(robot, "1 in the last hour")).isTrue();
        robot.interact(() -> robot.lookup(
                        (Node node) -> node instanceof ToggleButton button && "15 min".equals(button.getText()))
                .queryAs(ToggleButton.class)
                .fire());
        window.until(() -> window.reads(robot, "1 in the last 15 min"));

        Node tile = robot.lookup((Node node) -> "Tasks that are queued".equals(node.getAccessibleText()))
                .query();
        robot.interact(tile::requestFocus);
        robot.type(KeyCode.ENTER);
        assertThat(window.navigator().currentProperty().get())
                .isEqualTo(new Destination.ShowFiltered(PlaceId.TASKS, "status:queued"));
    }
}
