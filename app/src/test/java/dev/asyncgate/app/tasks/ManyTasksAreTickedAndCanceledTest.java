package dev.asyncgate.app.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.bulk.BulkViewModel;
import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.service.query.NodeQuery;

/** On the real engine, in a production environment: tick, look, type the name, cancel; ask why; choose columns; export. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class ManyTasksAreTickedAndCanceledTest {

    private static final Environment PRODUCTION =
            new Environment("prod-eu", Environment.Kind.PRODUCTION, Environment.Guard.OPEN);

    @TempDir
    static Path folder;

    private final TestGate gate = TestGate.open();
    private final List<UUID> tasks = new ArrayList<>();
    private ActingWindow window;
    private TasksPlace place;

    @Start
    void start(Stage stage) {
        for (int i = 0; i < 120; i++) {
            tasks.add(gate.create("unit"));
            gate.clock.advance(Duration.ofSeconds(1));
        }
        window = new ActingWindow(stage, gate, PRODUCTION, (context, acting) -> {
            place = new TasksPlace(context, gate.inspector, acting, (over, name) -> Optional.of(folder.resolve(name)));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
        gate.close();
    }

    @Test
    void fromTicksToTheLastResult(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.TASKS));
        window.until(() -> place.model().rows().size() == 120);
        robot.interact(() -> robot.lookup("#taskTable").query().requestFocus());
        robot.type(KeyCode.J, KeyCode.SPACE, KeyCode.J);
        robot.press(KeyCode.SHIFT).type(KeyCode.SPACE).release(KeyCode.SHIFT);
        window.until(() -> says(robot, "#checkedWords").equals("2 selected"));
        assertThat(robot.lookup("#checkEvery").queryAs(CheckBox.class).isIndeterminate())
                .isTrue();

        window.press(robot, "Select all 120 matching");
        window.until(() -> says(robot, "#checkedWords").equals("All 120 matching are selected"));
        window.press(robot, "Cancel tasks…");
        window.until(window::isAsking);
        window.until(() -> window.reads(robot, "dry run, nothing has been written"));
        window.until(() -> window.button(robot, "Cancel 120 tasks") != null);
        assertThat(window.button(robot, "Cancel 120 tasks").isDisabled()).isTrue();
        assertThat(window.button(robot, "Keep tasks").isDefaultButton()).isTrue();
        assertThat(gate.inspector.countTasks()).containsEntry(TaskStatus.QUEUED, 120L);
        robot.interact(
                () -> robot.lookup("#bulkReason").queryAs(TextField.class).setText("superseded"));
        robot.interact(() -> robot.lookup("#bulkTyped").queryAs(TextField.class).setText("prod-eu"));
        window.press(robot, "Cancel 120 tasks");
        window.until(() -> bulk().phaseProperty().get() == Phase.ENDED);
        window.until(() -> window.reads(robot, "Tasks canceled"));
        window.until(() ->
                robot.lookup("#bulkResults").queryAs(TableView.class).getItems().size() == 120);
        assertThat(gate.inspector.countTasks()).containsEntry(TaskStatus.CANCELED, 120L);
        window.press(robot, "Close");
        window.until(() -> !window.isAsking());
        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.model().checked().isEmpty()).isTrue();
    }

    @Test
    void theInspectorTellsWhyColumnsAreChosenAndTheListIsExported(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowTask(tasks.get(3)));
        window.until(() -> place.model().selection().dossierProperty().get() != null);
        robot.interact(place::showWhy);
        window.until(() -> window.reads(robot, "One thing keeps it from running.")
                || window.reads(robot, "No worker was seen for a day"));
        window.until(() -> window.reads(robot, "3 tasks are before it"));
        assertThat(window.reads(robot, "It is queued and not held")).isTrue();
        assertThat(window.reads(robot, "needs no capabilities")).isTrue();

        TableView<?> table = robot.lookup("#taskTable").queryAs(TableView.class);
        int usual = table.getColumns().size();
        robot.interact(() -> choose(robot, "#columnsMenu", "Requires"));
        assertThat(table.getColumns()).hasSize(usual + 1);
        robot.interact(() -> choose(robot, "#columnsMenu", "The usual ones"));
        assertThat(table.getColumns()).hasSize(usual);

        robot.interact(() -> choose(robot, "#exportMenu", "CSV"));
        window.until(() -> !written(".csv").isEmpty());
        Path csv = written(".csv").getFirst();
        assertThat(Files.readAllLines(csv)).hasSize(121).first().asString().startsWith("task_id,type,status");
    }

    @Test
    void whatKeepsATaskWaitingIsOnePressAway(FxRobot robot) throws Exception {
        gate.claim(gate.worker("gpu-7"));
        window.go(robot, new Destination.ShowTask(tasks.get(3)));
        window.until(() -> place.model().selection().dossierProperty().get() != null);
        robot.interact(place::showWhy);
        window.press(robot, ShortId.of(tasks.getFirst()));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(tasks.getFirst()));
        window.go(robot, new Destination.ShowTask(tasks.get(3)));
        window.until(() -> reprioritize(robot).tryQuery().isPresent());
        robot.interact(() -> reprioritize(robot).queryAs(Button.class).fire());
        robot.interact(
                () -> assertThat(place.escape()).as("the number is asked for").isTrue());
        assertThat(place.model().selection().taskIdProperty().get()).isEqualTo(tasks.get(3));
    }

    /** In the inspector: the bar over the list has such a button too. */
    private static NodeQuery reprioritize(FxRobot robot) {
        return robot.from(robot.lookup(".task-inspector").queryAll())
                .lookup((Node node) -> node instanceof Button button && "Reprioritize…".equals(button.getText()));
    }

    private BulkViewModel bulk() {
        return java.util.Objects.requireNonNull(place.bulk().current());
    }

    private static void choose(FxRobot robot, String menu, String words) {
        robot.lookup(menu).queryAs(MenuButton.class).getItems().stream()
                .filter(item -> words.equals(item.getText()))
                .findFirst()
                .ifPresentOrElse(MenuItem::fire, () -> {
                    throw new AssertionError("no item " + words);
                });
    }

    private static String says(FxRobot robot, String label) {
        return robot.lookup(label).queryAs(Label.class).getText();
    }

    private List<Path> written(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
