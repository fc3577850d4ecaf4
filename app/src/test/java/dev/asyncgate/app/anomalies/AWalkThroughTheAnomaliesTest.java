package dev.asyncgate.app.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.rows.ListPlace;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Completion;
import java.util.Locale;
import java.util.UUID;
import javafx.scene.Node;
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

/** On the real engine: an anomaly comes, is narrowed to, and says what it means and what to do. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheAnomaliesTest {

    private static TestGate gate;

    private ActingWindow window;
    private ListPlace<AnomalyQuery, Receipt> place;

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
            place = Anomalies.list(context, gate.inspector);
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromNothingOddToAnAdvice(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.ANOMALIES));
        window.until(() -> window.reads(robot, "Nothing odd so far"));
        window.press(robot, "Cause one in Demo and faults");
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowPlace(PlaceId.DEMO));
        window.go(robot, new Destination.ShowPlace(PlaceId.ANOMALIES));
        UUID task = gate.create("chart.render");
        Worker worker = gate.worker("gpu-8");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        window.until(() -> place.rows().rows().size() == 1);

        robot.interact(() -> place.query().narrow("kind", "task_held"));
        window.until(() -> window.reads(robot, "No anomaly matches kind:task_held."));
        window.press(robot, "Clear filters");
        robot.interact(() -> place.query().narrow("kind", "locatability_missing"));
        window.until(() -> place.rows().rows().size() == 1);

        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "Success without proof"));
        window.press(robot, task.toString().substring(28));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(task));
        window.go(robot, new Destination.ShowPlace(PlaceId.ANOMALIES));
        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.inspector().get()).isNull();
        robot.interact(() -> assertThat(place.escape()).isTrue());
        robot.interact(() -> assertThat(place.escape()).isFalse());
    }

    @Test
    void everyKindSaysWhatItMeansAndWhatToDo() {
        Texts texts = Texts.of(Locale.ENGLISH);
        for (AnomalyKind kind : AnomalyKind.values()) {
            assertThat(texts.text("anomalies." + kind.wireName() + ".meaning")).isNotBlank();
            assertThat(texts.text("anomalies." + kind.wireName() + ".advice")).isNotBlank();
        }
    }
}
