package dev.asyncgate.app.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Completion;
import java.util.UUID;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: success that nobody can locate leaves an obligation open, which is waived with a reason. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AnOperatorWaivesAnObligationTest {

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
                stage,
                gate,
                Environment.local(),
                (context, acting) -> new ReceiptsPlace(context, gate.inspector, acting, false));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void onceItsTaskHasEndedAndWithAReason(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        Receipt obligation = gate.receipts(task).getFirst();
        window.go(robot, new Destination.ShowReceipt(obligation.receiptId(), task));
        window.until(() -> window.refuses(robot, "Waive obligation…"));

        Worker worker = gate.worker("gpu-7");
        ClaimedTask claimed = gate.claim(worker);
        worker.startTask(task, claimed.leaseId());
        worker.complete(task, claimed.leaseId(), new Completion(Json.parse("{\"pages\":3}"), null, null));

        window.press(robot, "Waive obligation…");
        window.until(window::isAsking);
        assertThat(window.button(robot, "Waive obligation").isDisabled()).isTrue();
        robot.write("printed and lost");
        window.press(robot, "Waive obligation");
        window.until(() -> window.reads(robot, "Waived: the obligation is closed."));
        assertThat(gate.receiptTypes(task)).contains("task.waived");
        assertThat(gate.inspector.countOpenObligations()).isZero();

        window.until(() -> window.refuses(robot, "Waive obligation…"));
        window.press(robot, "Show the receipt");
        window.until(() -> window.reads(robot, "task.waived"));
    }
}
