package dev.asyncgate.app.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.words.Curl;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: find what ended without proof, see why it is open, waive it, and find it among the discharged. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheObligationsTest {

    @TempDir
    private static Path folder;

    private TestGate gate;
    private ActingWindow window;
    private ObligationsPlace place;

    @Start
    void start(Stage stage) {
        gate = TestGate.open();
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new ObligationsPlace(
                    context,
                    gate.inspector,
                    acting,
                    () -> new Curl(URI.create("http://127.0.0.1:8080"), true),
                    (over, name) -> Optional.of(folder.resolve(name)));
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
        gate.close();
    }

    @Test
    void fromAnEmptyPlaceToAWaivedObligation(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        window.until(() -> window.reads(robot, "Nothing is owed"));

        UUID task = gate.create("chart.render");
        Worker worker = gate.worker("gpu-8");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.create("report.render");
        window.until(() -> place.model().rows().rows().size() == 3);
        window.until(() -> place.railCount().get().equals("2"));

        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "A terminator exists but could not discharge."));
        assertThat(window.reads(robot, "artifacts empty, no delivery_proof")).isTrue();
        window.press(robot, "Open task");
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(task));
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        window.press(robot, "Copy amend as curl");
        robot.interact(() -> assertThat(Clipboard.getSystemClipboard().getString())
                .startsWith("curl -sS -X POST 'http://127.0.0.1:8080/v1/tasks/" + task + "/amend'"));

        window.press(robot, "Waive obligation…");
        window.until(window::isAsking);
        robot.write("printed and lost");
        window.press(robot, "Waive obligation");
        window.until(() -> window.reads(robot, "It is discharged."));
        assertThat(Objects.requireNonNull(place.model().dossierProperty().get()).path())
                .extracting(receipt -> receipt.type().wireName())
                .endsWith("task.waived");

        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.inspector().get()).isNull();
        window.until(() -> place.model().rows().rows().size() == 2);

        choose(robot, "Principal");
        window.until(() -> place.model().rows().rows().getFirst().row() instanceof Line.OfOwner);
        window.press(robot, "CSV");
        window.until(() -> folder.resolve("obligations-2026-11-23.csv").toFile().exists());

        choose(robot, "Discharged");
        window.until(() -> place.model().rows().rows().size() == 1
                && place.model().rows().rows().getFirst().row() instanceof Line.Owed);
        robot.interact(() -> assertThat(place.escape()).isTrue());
        robot.interact(() -> assertThat(place.escape()).isFalse());
    }

    @Test
    void whatAHeadingSaysIsNotCutAtTheEndOfItsColumn(FxRobot robot) throws Exception {
        Principal owner = Principal.of(PrincipalKind.AGENT, "planner-of-the-night-shift");
        gate.gate.tasker(gate.tenant, owner).createTask(NewTask.of("report.render", Json.emptyObject()));
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        choose(robot, "Principal");
        window.until(() -> window.reads(robot, owner.toString())
                && robot.lookup(".age-track").tryQuery().isPresent());

        Node said = robot.lookup(".heading-line").query();
        Node cell = said.getParent();
        assertThat(said.getLayoutBounds().getWidth())
                .isGreaterThan(cell.getLayoutBounds().getWidth());
        assertThat(cell.getClip()).isNull();
        Node bar = robot.lookup(".age-track").query();
        assertThat(bar.getParent().getClip()).isNotNull();
    }

    @Test
    void groupsAreFoldedWithTheKeysAndByAClickAndIdsLeadOn(FxRobot robot) throws Exception {
        UUID task = gate.create("chart.render");
        Worker worker = gate.worker("gpu-8");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        UUID completed = gate.receipts(task).stream()
                .filter(receipt -> receipt.type() == ReceiptType.TASK_COMPLETED)
                .findFirst()
                .orElseThrow()
                .receiptId();
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        window.until(() -> rows() == 2);
        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);

        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "A terminator exists but could not discharge."));
        robot.type(KeyCode.LEFT);
        window.until(() -> rows() == 1);
        robot.type(KeyCode.RIGHT);
        window.until(() -> rows() == 2);
        robot.type(KeyCode.SPACE);
        window.until(() -> rows() == 1);
        robot.type(KeyCode.ENTER);
        window.until(() -> rows() == 2);
        robot.type(KeyCode.J, KeyCode.K, KeyCode.SPACE);
        window.until(() -> rows() == 1);
        assertThat(place.inspector().get()).as("what was looked at still is").isNotNull();
        window.until(() -> window.reads(robot, "Under 5 min") && window.reads(robot, "1"));
        robot.clickOn("Under 5 min");
        window.until(() -> rows() == 2);

        window.press(robot, ShortId.of(task));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(task));
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        window.press(robot, ShortId.of(completed));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowReceipt(completed, task));
    }

    @Test
    void theMenuOfReasonsNarrowsTheListAndEscapeWidensIt(FxRobot robot) throws Exception {
        UUID held = gate.create("report.render");
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "rosa"))
                .holdTask(held, null);
        gate.create("report.render");
        window.go(robot, new Destination.ShowPlace(PlaceId.OBLIGATIONS));
        window.until(() -> rows() == 3);
        window.press(robot, "Blocked");
        window.until(() -> rows() == 2);
        window.press(robot, "No proof");
        window.until(() -> window.reads(robot, "Nothing that is owed to anyone is open for this reason: No proof."));
        robot.interact(() -> assertThat(place.escape()).isTrue());
        window.until(() -> rows() == 3);
    }

    private int rows() {
        return place.model().rows().rows().size();
    }

    private static void choose(FxRobot robot, String words) {
        robot.interact(() -> robot.lookup((Node node) ->
                        node instanceof ToggleButton button && button.getText().startsWith(words))
                .queryAs(ToggleButton.class)
                .fire());
    }
}
