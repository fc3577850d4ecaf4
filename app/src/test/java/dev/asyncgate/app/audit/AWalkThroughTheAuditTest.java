package dev.asyncgate.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.rows.ListPlace;
import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import dev.asyncgate.engine.TestGate;
import java.util.List;
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

/** On the real engine: what an operator does stands in the audit, with who, why, before and after. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheAuditTest {

    private static TestGate gate;

    private ActingWindow window;
    private ListPlace<AuditFilter, AuditEvent> place;

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
            place = AuditTrail.list(context, gate.inspector);
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromAnActToItsEvent(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.AUDIT));
        window.until(() -> window.reads(robot, "Nobody has done anything yet"));
        window.press(robot, "Make a key");
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowPlace(PlaceId.GATEWAY));
        window.go(robot, new Destination.ShowPlace(PlaceId.AUDIT));
        UUID task = gate.create("chart.render");
        gate.gate.operator(gate.tenant, Actings.ROSA).holdTask(task, "look at it first");
        window.until(() -> place.rows().rows().size() == 1);

        robot.interact(() -> place.query().textProperty().set("actor:human:ada"));
        window.until(() -> window.reads(robot, "No event matches actor:human:ada."));
        robot.interact(() -> place.query().textProperty().set("actor:human:rosa"));
        window.until(() -> place.rows().rows().size() == 1);

        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "look at it first"));
        assertThat(window.reads(robot, "human:rosa")).isTrue();
        assertThat(window.reads(robot, "Before")).isTrue();
        window.press(robot, task.toString().substring(28));
        assertThat(window.navigator().currentProperty().get()).isEqualTo(new Destination.ShowTask(task));
    }

    @Test
    void filtersAreReadAndOthersToldWhatIsAllowed() {
        UUID task = UUID.randomUUID();
        assertThat(AuditQuery.read("kind:key operation:createKey actor:human:rosa task:" + task))
                .isEqualTo(new Reading.Ok<>(
                        new AuditFilter(AuditKind.KEY, "createKey", "human:rosa", task, null, null, null)));
        assertThat(AuditQuery.read("")).isEqualTo(new Reading.Ok<>(AuditFilter.ALL));
        for (String wrong : List.of("kind:all", "task:7", "colour:red", "actor:a actor:b")) {
            assertThat(AuditQuery.read(wrong)).as(wrong).isInstanceOf(Reading.Problem.class);
        }
    }
}
