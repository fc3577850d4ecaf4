package dev.asyncgate.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.doctor.ByHand;
import dev.asyncgate.engine.TestGate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.Node;
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

/** On the real engine: find everything asked, break something by hand, run again, follow the row and keep the report. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheDoctorTest {

    @TempDir
    private static Path folder;

    private static TestGate gate;

    private ActingWindow window;
    private DoctorPlace place;

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
            place = new DoctorPlace(
                    context, gate.gate, gate.inspector, (over, name) -> Optional.of(folder.resolve(name)));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromAHealthyGateToARowThatWasChangedByHand(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        window.go(robot, new Destination.ShowPlace(PlaceId.DOCTOR));
        window.until(() -> complete());
        assertThat(window.reads(robot, "Each task is open or has an outcome")).isTrue();

        ByHand.change("DELETE FROM open_tasks WHERE task_id = '" + task + "'");
        window.press(robot, "Run all");
        window.until(() -> complete() && window.reads(robot, "it has no state"));

        Node list = robot.lookup(".check-lines").query();
        robot.interact(list::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "One case breaks it."));

        window.press(robot, "Export report");
        window.until(() -> folder.resolve("doctor-2026-11-23.txt").toFile().exists());

        window.press(robot, ShortId.of(task));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(task));
        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.inspector().get()).isNull();
    }

    private boolean complete() {
        Examination now = place.model().examinationProperty().get();
        return now != null && now.stage() == Examination.Stage.COMPLETE;
    }
}
