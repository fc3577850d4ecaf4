package dev.asyncgate.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Palette;
import dev.asyncgate.app.theme.Theme;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: watch receipts come, narrow them, look at one, verify all of them and export them. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheLedgerTest {

    @TempDir
    private static Path folder;

    private final TestGate gate = TestGate.open();
    private ActingWindow window;
    private LedgerPlace place;

    @Start
    void start(Stage stage) {
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new LedgerPlace(
                    context, gate.inspector, acting, true, (over, name) -> Optional.of(folder.resolve(name)));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
        gate.close();
    }

    /** In which colours the table says these words. */
    private static Set<Paint> colours(FxRobot robot, String words) {
        return robot
                .lookup((Node node) -> node instanceof TableCell<?, ?> cell && words.equals(cell.getText()))
                .<TableCell<?, ?>>queryAll()
                .stream()
                .map(TableCell::getTextFill)
                .collect(Collectors.toSet());
    }

    /** Of the theme that a window starts with. */
    private static Color colour(String token) {
        return Palette.of(Theme.DARK).colour(token);
    }

    /** As a dispatcher leaves the completion of a task that ReceiptGate would not take. */
    private static void park(UUID task) throws SQLException {
        TestGate.sql("""
                INSERT INTO asyncgate.outbox (tenant_id, receipt_id, position, task_id, created_at, next_attempt_at,
                                              attempts, last_error, parked_at)
                SELECT tenant_id, receipt_id, position, task_id, created_at, 'infinity', 11, 'no such tenant', created_at
                FROM asyncgate.receipts WHERE task_id = '%s' AND type = 'task.completed'
                """.formatted(task));
    }

    private static ToggleButton toggle(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(ToggleButton.class);
    }

    @Test
    void aTailThatIsPausedMovesNothingAndSaysHowManyWait(FxRobot robot) throws Exception {
        gate.create("report.render");
        window.go(robot, new Destination.ShowPlace(PlaceId.LEDGER));
        window.until(() -> !place.model().rows().rows().isEmpty());
        int before = place.model().rows().rows().size();

        robot.interact(() -> toggle(robot, "#pause").fire());
        assertThat(toggle(robot, "#tail").isSelected()).isFalse();
        gate.create("report.render");
        window.until(() -> place.model().rows().waitingProperty().get() == 1);
        assertThat(place.model().rows().rows()).hasSize(before);
        assertThat(robot.lookup("#newPill").queryAs(Button.class))
                .matches(Node::isVisible)
                .extracting(Button::getText)
                .isEqualTo("1 new");
        robot.interact(() -> toggle(robot, "#pause").fire());
        assertThat(toggle(robot, "#pause").isSelected()).as("still").isTrue();

        robot.interact(() -> robot.lookup("#newPill").queryAs(Button.class).fire());
        window.until(() -> place.model().rows().rows().size() == before + 1);
        gate.create("report.render");
        window.until(() -> place.model().rows().waitingProperty().get() == 1);
        robot.interact(() -> toggle(robot, "#tail").fire());
        window.until(() -> place.model().rows().rows().size() == before + 2);
        assertThat(toggle(robot, "#pause").isSelected()).isFalse();
    }

    @Test
    void columnsAreChosen(FxRobot robot) throws Exception {
        gate.create("report.render");
        window.go(robot, new Destination.ShowPlace(PlaceId.LEDGER));
        window.until(() -> robot.lookup(".rows-table").tryQuery().isPresent());
        window.press(robot, "Lease");
        TableView<?> table = robot.lookup(".rows-table").queryAs(TableView.class);
        assertThat(table.getColumns())
                .extracting(column -> column.getText())
                .containsExactly("Stored", "Position", "Type", "From", "To", "Task", "Lease", "Hash", "Edges");
    }

    @Test
    void fromTheFirstReceiptToASealedFile(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.LEDGER));
        window.until(() -> window.reads(robot, "No receipts yet"));

        UUID task = gate.create("report.render");
        Worker worker = gate.worker("gpu-7");
        worker.complete(task, gate.claim(worker).leaseId(), TestGate.located());
        window.until(() -> place.model().rows().rows().size() == 4);

        window.until(() -> colours(robot, ShortId.of(task)).equals(Set.of(colour("color-accent-fg"))));
        assertThat(colours(robot, "svc:asyncgate")).containsExactly(colour("color-fg-subtle"));
        assertThat(colours(robot, "worker:gpu-7")).containsExactly(colour("color-fg-default"));

        robot.interact(place::focusFilter);
        robot.write("type:task.done");
        window.until(() ->
                robot.lookup("#problemLabel").queryAs(Label.class).getText().contains("is no type"));
        robot.interact(
                () -> robot.lookup("#queryField").queryAs(TextField.class).setText("type:task.completed"));
        window.until(() -> place.model().rows().rows().size() == 1);

        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "recomputed, equal"));
        park(task);
        robot.interact(() -> robot.lookup(
                        (Node node) -> node instanceof ToggleButton tab && "Delivery".equals(tab.getText()))
                .queryAs(ToggleButton.class)
                .fire());
        window.until(() -> window.reads(robot, "no such tenant"));
        window.press(robot, "Try again");
        window.until(() -> window.reads(robot, "It will be tried again, as often as a new one."));

        window.press(robot, "Show in receipts");
        assertThat(window.navigator().currentProperty().get()).isInstanceOf(Destination.ShowReceipt.class);
        window.go(robot, new Destination.ShowPlace(PlaceId.LEDGER));

        window.press(robot, "Verify");
        window.until(
                () -> window.reads(robot, "Genuine: 4 receipts and 0 edges between tasks are as they were written"));
        robot.interact(() -> robot.lookup(
                        (Node node) -> node instanceof MenuButton menu && "Export".equals(menu.getText()))
                .queryAs(MenuButton.class)
                .getItems()
                .getLast()
                .fire());
        window.until(() -> folder.resolve("ledger-2026-11-23.ndjson").toFile().exists());

        robot.interact(() -> assertThat(place.escape()).isTrue());
        robot.interact(() -> assertThat(place.escape()).isTrue());
        window.until(() -> place.model().rows().rows().size() == 4);
    }
}
