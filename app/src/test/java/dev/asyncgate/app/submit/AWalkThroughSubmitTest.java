package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitFor;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: type a task, see what is wrong with it, put it right, submit it. */
@ExtendWith(ApplicationExtension.class)
class AWalkThroughSubmitTest {

    private final TestGate gate = TestGate.open();
    private final Background background = Background.onFxThread();
    private final Navigator navigator = new Navigator();

    @SuppressWarnings("NullAway.Init") // made before each test
    private SubmitPlace place;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path drafts;

    @Start
    void start(Stage stage) throws Exception {
        Fonts.load();
        drafts = Files.createTempDirectory("drafts");
        var themes = new Themes();
        var context = new PlaceContext(background, navigator, themes, Texts.of(Locale.ENGLISH), Clock.systemUTC());
        place = new SubmitPlace(context, gate.tasker, gate.inspector, drafts);
        var frame = new BorderPane(place.view());
        frame.setRight(place.inspector().get());
        var scene = new Scene(frame, 1262, 828);
        themes.dress(scene);
        stage.setScene(scene);
        stage.show();
        place.arrive(new Destination.SubmitTask(null));
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(place::leave);
        background.close();
        gate.close();
    }

    @Test
    void aTaskIsTypedAndSubmitted(FxRobot robot) throws Exception {
        robot.clickOn("#submit-type").write("report.render");
        robot.clickOn("#submit-capabilities").write("gpu,latex").type(KeyCode.ENTER);
        robot.clickOn("#submit-payload");
        robot.interact(() -> area(robot).replaceText("{\"ledger_total\": 90071992547409931.10}"));
        until(() -> place.model().readyProperty().get());
        until(() -> says(robot, "A double would store 90071992547409940."));

        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        until(() -> place.model().outcomeProperty().get() != null);

        Submission.Outcome outcome = place.model().outcomeProperty().get();
        assertThat(outcome).isNotNull();
        UUID id = outcome.created().getFirst();
        Task task = gate.inspector.getTask(id);
        assertThat(task.type()).isEqualTo("report.render");
        assertThat(task.requirements().capabilities()).containsExactly("gpu", "latex");
        assertThat(task.payload().text()).isEqualTo("{\"ledger_total\":90071992547409931.10}");
        assertThat(gate.receiptTypes(id)).containsExactly("task.assigned");

        robot.interact(() -> button(robot, "Show its receipts").fire());
        assertThat(navigator.currentProperty().get()).isEqualTo(new Destination.ShowReceipts(id));
        robot.interact(() -> button(robot, "Open the task").fire());
        assertThat(navigator.currentProperty().get()).isEqualTo(new Destination.ShowTask(id));
        until(() -> draftFiles() == 0);
    }

    @Test
    void whatIsNoJsonIsMarkedWithLineAndColumn(FxRobot robot) throws Exception {
        robot.clickOn("#submit-type").write("report.render");
        robot.interact(() -> area(robot).replaceText("{\n  \"pages\": {}\n  \"sources\": []\n}"));
        until(() -> says(robot, "Line 3, column 3"));
        assertThat(robot.lookup("#problemWords").queryAs(Label.class).getText())
                .startsWith("expected , or } and found \"sources\"");
        assertThat(area(robot).getParagraph(2).getParagraphStyle()).containsExactly("error-line");
        assertThat(area(robot).getStyleAtPosition(20)).contains("json-error");
        assertThat(robot.lookup(".error-diamond").queryAll()).hasSize(1);
        assertThat(robot.lookup("#submit").queryButton().isDisabled()).isTrue();
        assertThat(says(robot, "1 error in the payload")).isTrue();

        robot.interact(() -> area(robot).insertText(1, 13, ","));
        until(() -> !robot.lookup("#submit").queryButton().isDisabled());
        assertThat(robot.lookup(".error-diamond").queryAll()).isEmpty();
        until(() -> draftFiles() == 1);
        robot.interact(() -> button(robot, "Discard draft").fire());
        until(() -> draftFiles() == 0);
        assertThat(gate.inspector
                        .listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 10, null)
                        .tasks())
                .isEmpty();
    }

    private static JsonArea area(FxRobot robot) {
        return robot.lookup("#submit-payload").queryAs(JsonArea.class);
    }

    private static boolean says(FxRobot robot, String words) {
        return robot.lookup((Labeled label) -> words.equals(label.getText()) && label.isVisible())
                .tryQuery()
                .isPresent();
    }

    private static Button button(FxRobot robot, String words) {
        return robot.lookup((Button button) -> words.equals(button.getText())).query();
    }

    private long draftFiles() throws Exception {
        try (var files = Files.list(drafts)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        waitFor(20, TimeUnit.SECONDS, condition);
    }
}
