package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** On the real engine: type a query, take a task, look at it, and go where its buttons lead. */
@ExtendWith(ApplicationExtension.class)
class AWalkThroughTheTasksTest {

    private static final int QUEUED = 230;

    private static TestGate gate;
    private static UUID failed;

    private final Background background = Background.onFxThread();
    private final Navigator navigator = new Navigator();
    private final BorderPane frame = new BorderPane();

    @SuppressWarnings("NullAway.Init") // made before each test, on the FX thread
    private TasksPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.open();
        failed = gate.tasker
                .createTask(NewTask.builder("report.render", Json.parse("{\"total\":90071992547409931.10}"))
                        .maxAttempts(2)
                        .build())
                .taskId();
        for (boolean retryable : new boolean[] {true, false}) {
            Worker worker = gate.worker("gpu-7");
            ClaimedTask claimed = gate.claim(worker);
            worker.startTask(failed, claimed.leaseId());
            worker.fail(
                    failed,
                    claimed.leaseId(),
                    Json.parse("{\"kind\":\"RENDER_TIMEOUT\",\"message\":\"page 214\"}"),
                    retryable);
            gate.clock.advance(Duration.ofMinutes(30));
        }
        for (int i = 0; i < QUEUED; i++) {
            gate.create("dataset.merge");
        }
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Start
    void start(Stage stage) {
        Fonts.load();
        var themes = new Themes();
        var clock = Clock.fixed(gate.clock.instant(), ZoneOffset.UTC);
        var context = new PlaceContext(background, navigator, themes, Texts.of(Locale.ENGLISH), clock);
        place = new TasksPlace(context, gate.inspector, Actings.local(gate));
        frame.setCenter(place.view());
        place.inspector().subscribe(frame::setRight);
        stage.setScene(dev.asyncgate.app.shell.Shell.scene(context, frame));
        stage.show();
        place.arrive(new Destination.ShowPlace(PlaceId.TASKS));
    }

    @Test
    void fromAQueryToATaskAndOn(FxRobot robot) throws Exception {
        until(() -> says(robot, "#matching").equals("231"));
        assertThat(says(robot, "#total")).isEqualTo("of 231");
        until(() -> place.model().rows().size() >= 200);

        robot.interact(place::focusFilter);
        write(robot, "status:faild");
        until(() -> robot.lookup("#problemLabel").query().isVisible()
                && says(robot, "#problemLabel").contains("“faild”"));
        assertThat(says(robot, "#problemLabel")).contains("character 8", "“faild”", "failed");
        write(robot, "status:failed");
        until(() -> place.model().rows().size() == 1 && says(robot, "#matching").equals("1"));
        assertThat(robot.lookup("#problemLabel").query().isVisible()).isFalse();
        assertThat(robot.lookup(".chip").queryAll()).hasSize(1);

        robot.interact(() -> robot.lookup("#taskTable").query().requestFocus());
        robot.type(KeyCode.J);
        until(() -> place.model().selection().dossierProperty().get() != null);
        until(() -> reads(robot, "Failed for good, attempt 2 of 2"));
        assertThat(reads(robot, "RENDER_TIMEOUT page 214")).isTrue();
        until(() -> reads(robot, "90071992547409931.10"));

        press(robot, "In receipts");
        assertThat(navigator.currentProperty().get()).isEqualTo(new Destination.ShowReceipts(failed));
        press(robot, "Duplicate and edit");
        assertThat(navigator.currentProperty().get()).isEqualTo(new Destination.SubmitTask(failed));
        press(robot, "In leases");
        assertThat(navigator.currentProperty().get()).isInstanceOf(Destination.ShowLease.class);

        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.inspector().get()).isNull();
        robot.interact(() -> assertThat(place.escape()).isTrue());
        until(() -> place.model().rows().size() >= 200);

        gate.create("dataset.extract");
        until(() -> robot.lookup("#newPill").query().isVisible());
        assertThat(place.model().rows().getFirst().rowProperty().get().type()).isEqualTo("dataset.merge");
        robot.interact(() -> robot.lookup("#newPill").queryAs(Button.class).fire());
        until(() -> place.model().rows().getFirst().rowProperty().get().type().equals("dataset.extract"));

        robot.interact(() -> place.model().queryTextProperty().set("type:nothing.*"));
        until(() -> place.model().shownProperty().get() == TasksViewModel.Shown.FILTERED);
        press(robot, "Clear filters");
        until(() -> place.model().shownProperty().get() == TasksViewModel.Shown.ROWS);
        robot.interact(place::leave);
        background.close();
    }

    private static void write(FxRobot robot, String text) {
        robot.interact(
                () -> robot.lookup("#queryField").queryAs(QueryEditor.class).clear());
        robot.clickOn("#queryField").write(text);
    }

    private static void press(FxRobot robot, String words) {
        robot.interact(() -> robot.lookup(
                        (Node node) -> node instanceof Button button && words.equals(button.getText()))
                .tryQueryAs(Button.class)
                .ifPresentOrElse(Button::fire, () -> choose(robot, words)));
    }

    /** A line of the menu at the foot. */
    private static void choose(FxRobot robot, String words) {
        robot.lookup(".more-menu").queryAs(MenuButton.class).getItems().stream()
                .filter(item -> words.equals(item.getText()))
                .findFirst()
                .orElseThrow()
                .fire();
    }

    private static String says(FxRobot robot, String label) {
        return robot.lookup(label).queryAs(Label.class).getText();
    }

    private static boolean reads(FxRobot robot, String words) {
        return robot.lookup((Node node) -> node instanceof Label label && words.equals(label.getText()))
                .tryQuery()
                .isPresent();
    }

    /** A question for the FX thread. */
    @FunctionalInterface
    private interface Question {
        boolean isSo();
    }

    private static void until(Question question) throws Exception {
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(question::isSo).get());
    }
}
