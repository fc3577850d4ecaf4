package dev.asyncgate.app.asof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: back to when a task was queued, forward by keys, through all four parts, and back to now. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughThePastTest {

    private TestGate gate;
    private Instant start;

    private ActingWindow window;
    private AsOfPlace place;

    private void prepare() {
        gate = TestGate.open();
        start = gate.clock.instant();
        Worker worker = gate.worker("gpu-8");
        UUID task = gate.create("chart.render");
        gate.clock.advance(Duration.ofMinutes(1));
        UUID lease = gate.claim(worker).leaseId();
        gate.clock.advance(Duration.ofMinutes(1));
        worker.complete(task, lease, TestGate.located());
        gate.clock.advance(Duration.ofMinutes(8));
    }

    @Start
    void start(Stage stage) {
        prepare();
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new AsOfPlace(context, gate.inspector);
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
        gate.close();
    }

    @Test
    void fromThenToNow(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.ASOF));
        window.until(() -> place.model().readingProperty().get() != null);

        // A typed instant, a wrong one first.
        robot.interact(place::focusFilter);
        TextField field = robot.lookup(".instant-field").query();
        robot.interact(() -> field.setText("half past"));
        robot.type(KeyCode.ENTER);
        window.until(() -> window.reads(
                robot, "“half past” is no instant. Type 14:33, 14:33:12.250 or 2026-11-23 14:33, in UTC."));
        robot.interact(() -> field.setText("12:00:30"));
        robot.type(KeyCode.ENTER);
        window.until(() -> place.model().atProperty().get().equals(start.plusSeconds(30)));
        window.until(() -> window.reads(robot, "next: gpu-8 task.accepted chart.render in 30s"));

        // The tasks of then, with what has become of them.
        robot.type(KeyCode.DIGIT1);
        window.until(() -> place.lists().taskRows().rows().size() == 1);
        assertThat(place.lists().taskRows().rows().getFirst().row().status()).isEqualTo(TaskStatus.QUEUED);
        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> place.model().dossierProperty().get() != null);
        window.until(() -> window.reads(robot, "obligations discharged"));

        // The same task in another place, and back.
        window.press(robot, "Obligations, at the one of this task");
        assertThat(window.navigator().currentProperty().get()).isInstanceOf(Destination.ShowObligation.class);
        window.go(robot, new Destination.ShowPlace(PlaceId.ASOF));
        robot.interact(table::requestFocus);

        // On by the keyboard: claimed, then completed, then nothing more.
        robot.type(KeyCode.PERIOD);
        window.until(() -> place.lists().taskRows().rows().size() == 1
                && place.lists().taskRows().rows().getFirst().row().status() == TaskStatus.LEASED);
        robot.type(KeyCode.DIGIT3);
        window.until(() -> place.lists().obligationRows().rows().size() == 1);
        robot.type(KeyCode.DIGIT4);
        window.until(() -> robot.lookup(".graph-canvas").tryQuery().isPresent());
        robot.type(KeyCode.DIGIT2);
        window.until(() -> robot.lookup(".timeline").tryQuery().isPresent());
        robot.type(KeyCode.PERIOD);
        window.until(() -> window.reads(robot, "nothing has happened since"));
        robot.type(KeyCode.SPACE);
        window.until(() -> !place.model().playingProperty().get());

        // Out of the selection, and back to now.
        robot.interact(() -> assertThat(place.escape()).isTrue());
        robot.interact(() -> assertThat(place.escape()).isFalse());
        window.press(robot, "Back to live");
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowPlace(PlaceId.LEASES));
    }
}
