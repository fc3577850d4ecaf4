package dev.asyncgate.app.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.schedule.ScheduleState;
import java.util.Objects;
import javafx.scene.Node;
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

/** On the real engine: write a schedule, have it created by a scheduler here, pause it, resume it and delete it. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheSchedulesTest {

    private static TestGate gate;
    private static LocalSchedulers here;

    private ActingWindow window;
    private SchedulesPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.open();
        here = new LocalSchedulers(gate.gate);
    }

    @AfterAll
    static void closeGate() {
        here.close();
        gate.close();
    }

    @Start
    void start(Stage stage) {
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new SchedulesPlace(context, gate.inspector, gate.tasker, acting, here);
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromAnEmptyPlaceToADeletedSchedule(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.SCHEDULES));
        window.until(() -> window.reads(robot, "No schedules yet"));

        window.press(robot, "New schedule");
        window.until(window::isAsking);
        robot.interact(
                () -> robot.lookup("#scheduleType").queryAs(TextField.class).setText("report.render"));
        window.until(() -> window.reads(robot, "The next five runs, on the clock of UTC")
                && window.reads(robot, "Tue 2026-11-24 02:00"));
        window.press(robot, "Create schedule");
        window.until(() -> !window.isAsking());

        window.press(robot, "Run one here");
        window.until(() -> place.model().rows().rows().size() == 1);
        window.until(() -> place.railCount().get().equals("1"));

        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.press(robot, "Pause");
        window.until(() -> state() == ScheduleState.PAUSED);
        window.press(robot, "Resume");
        window.until(() -> state() == ScheduleState.ACTIVE);
        window.press(robot, "Delete…");
        window.until(window::isAsking);
        robot.write("not needed");
        window.press(robot, "Delete schedule");
        window.until(() -> !window.isAsking() && state() == ScheduleState.DELETED);
        assertThat(gate.inspector.audit(AuditFilter.ALL, 10, null).events())
                .extracting(event -> event.operation())
                .containsExactly("deleteSchedule", "resumeSchedule", "pauseSchedule");
        window.press(robot, "Stop it");
        window.until(() -> !here.isRunning(gate.tenant));
    }

    private ScheduleState state() {
        return Objects.requireNonNull(place.model().inspectedProperty().get())
                .schedule()
                .state();
    }
}
