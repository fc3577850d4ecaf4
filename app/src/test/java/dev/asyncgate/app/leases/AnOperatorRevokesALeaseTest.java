package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
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

/** On the real engine: a lease is revoked with a reason, and one that ended meanwhile says so where it was asked. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AnOperatorRevokesALeaseTest {

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
                (context, acting) -> new LeasesPlace(context, gate.inspector, acting));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void withAReasonAndTheTimelineShowsIt(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        ClaimedTask claimed = gate.claim(gate.worker("gpu-7"));
        window.go(robot, new Destination.ShowLease(claimed.leaseId(), task));

        window.press(robot, "Revoke lease…");
        window.until(window::isAsking);
        assertThat(window.button(robot, "Revoke lease").isDisabled()).isTrue();
        robot.write("the worker hangs");
        window.press(robot, "Revoke lease");

        window.until(() -> window.reads(robot, "Revoked the lease of gpu-7; its task is queued again."));
        window.until(() -> window.reads(robot, "Revoked lease"));
        assertThat(gate.inspector.leasesOfTask(task).getFirst().endReason()).isEqualTo(LeaseEnd.REVOKED);
        assertThat(window.refuses(robot, "Revoke lease…")).isTrue();
        gate.tasker.cancelTask(task, null);
    }

    @Test
    void aRefusalIsToldInTheDialog(FxRobot robot) throws Exception {
        UUID task = gate.create("report.render");
        ClaimedTask claimed = gate.claim(gate.worker("gpu-8"));
        window.go(robot, new Destination.ShowLease(claimed.leaseId(), task));
        window.press(robot, "Revoke lease…");
        window.until(window::isAsking);
        gate.worker("gpu-8").complete(task, claimed.leaseId(), TestGate.located());
        robot.write("too late");
        window.press(robot, "Revoke lease");

        window.until(() -> window.reads(robot, "INVALID_STATE_TRANSITION"));
        assertThat(window.isAsking()).isTrue();
        window.press(robot, "Keep the lease");
        window.until(() -> !window.isAsking() && window.reads(robot, "Completed lease"));
    }
}
