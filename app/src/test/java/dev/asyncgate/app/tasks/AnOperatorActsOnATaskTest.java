package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.task.TaskStatus;
import java.util.UUID;
import javafx.scene.control.TextField;
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

/** On the real engine, in a production environment: hold, reprioritise, cancel with the id typed, retry. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AnOperatorActsOnATaskTest {

    private static final Environment PRODUCTION =
            new Environment("prod-eu", Environment.Kind.PRODUCTION, Environment.Guard.OPEN);

    private static TestGate gate;

    private ActingWindow window;

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
        window = new ActingWindow(
                stage, gate, PRODUCTION, (context, acting) -> new TasksPlace(context, gate.inspector, acting));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void whatCanBeUndoneAsksNothing(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        window.go(robot, new Destination.ShowTask(task));

        window.press(robot, "Hold");
        window.until(() -> window.reads(robot, "Held: nobody claims it until it is resumed."));
        assertThat(gate.inspector.getTask(task).held()).isTrue();
        window.until(() -> window.reads(robot, "Held") && window.reads(robot, "No reason was given."));
        window.press(robot, "Resume");
        window.until(() -> !gate.inspector.getTask(task).held());

        window.press(robot, "Priority…");
        robot.interact(
                () -> robot.lookup("#priorityField").queryAs(TextField.class).setText("7"));
        robot.type(KeyCode.ENTER);
        window.until(() -> window.reads(robot, "Priority 0 is now 7."));
        assertThat(gate.inspector.getTask(task).priority()).isEqualTo(7);

        window.press(robot, "Pause type");
        window.until(() -> window.reads(robot, "Type report.render is paused"));
        window.press(robot, "Resume type");
        window.until(() -> !window.reads(robot, "Type report.render is paused"));
        assertThat(window.isAsking()).isFalse();
    }

    @Test
    void inProductionItsNameIsTypedBeforeATaskIsCanceled(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        window.go(robot, new Destination.ShowTask(task));
        window.press(robot, "Cancel…");
        window.until(window::isAsking);
        assertThat(window.button(robot, "Cancel task").isDisabled()).isTrue();
        assertThat(window.button(robot, "Keep the task").isDefaultButton()).isTrue();
        assertThat(window.reads(robot, "acting as human:rosa")).isTrue();

        robot.type(KeyCode.ESCAPE);
        window.until(() -> !window.isAsking());
        assertThat(gate.inspector.getTask(task).status()).isEqualTo(TaskStatus.QUEUED);

        window.press(robot, "Cancel…");
        window.until(window::isAsking);
        robot.write("superseded");
        robot.interact(
                () -> robot.lookup("#confirmTyped").queryAs(TextField.class).setText("prod-eu"));
        window.press(robot, "Cancel task");
        window.until(() -> window.reads(robot, "Canceled.") && !window.isAsking());
        assertThat(gate.inspector.getTask(task).status()).isEqualTo(TaskStatus.CANCELED);
        assertThat(gate.receipts(task).get(1).body().text()).contains("superseded");

        window.until(() -> window.refuses(robot, "Hold"));
        window.press(robot, "Retry as new");
        window.press(robot, "Show it");
        window.until(() -> window.navigator().currentProperty().get() instanceof Destination.ShowTask(var shown)
                && !shown.equals(task));
    }
}
