package dev.asyncgate.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.acts.ActingWindow;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.TestGate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
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

/** On the real engine: open the gateway, make a key, call it, see what the call made, change its reach, revoke the key, close it. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the tests
class AWalkThroughTheGatewayTest {

    private static TestGate gate;
    private static LocalGateway local;

    private ActingWindow window;
    private GatewayPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.with(Map.of("PORT", "0"));
        local = new LocalGateway(gate.gate, "test", InstantSource.system());
    }

    @AfterAll
    static void closeGate() {
        local.close();
        gate.close();
    }

    @Start
    void start(Stage stage) {
        window = new ActingWindow(stage, gate, Environment.local(), (context, acting) -> {
            place = new GatewayPlace(context, gate.inspector, acting, local);
            return place;
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void fromAClosedGatewayToARevokedKey(FxRobot robot) throws Exception {
        window.go(robot, new Destination.ShowPlace(PlaceId.GATEWAY));
        window.until(() -> window.reads(robot, "No requests yet"));
        window.press(robot, "Start");
        window.until(() -> window.reads(robot, "Listening"));

        window.press(robot, "New key…");
        window.until(window::isAsking);
        robot.interact(() -> {
            robot.lookup("#keyName").queryAs(TextField.class).setText("planner-1");
            robot.lookup("#keyPrincipals").queryAs(TextField.class).setText("planner");
        });
        window.press(robot, "Make key");
        window.until(() -> robot.lookup(".error-note").tryQuery().isPresent());
        robot.interact(
                () -> robot.lookup("#keyPrincipals").queryAs(TextField.class).setText("agent:planner"));
        window.press(robot, "Make key");
        window.until(() -> robot.lookup(".gateway-secret").tryQuery().isPresent() && !window.isAsking());
        String secret = robot.lookup(".gateway-secret").queryAs(Label.class).getText();
        window.press(robot, "I have it");
        assertThat(robot.lookup(".gateway-secret").tryQuery()).isEmpty();

        call(secret);
        window.until(() -> place.model().rows().rows().size() == 1);
        Node table = robot.lookup(".rows-table").query();
        robot.interact(table::requestFocus);
        robot.type(KeyCode.J);
        window.until(() -> window.reads(robot, "Answer"));
        assertThat(window.reads(robot, "task_id")).isTrue();
        window.press(robot, "Open task");
        assertThat(window.navigator().currentProperty().get()).isInstanceOf(Destination.ShowTask.class);
        window.go(robot, new Destination.ShowPlace(PlaceId.GATEWAY));
        robot.interact(() -> assertThat(place.escape()).isTrue());

        CheckBox rest = robot.lookup(".switch").queryAs(CheckBox.class);
        robot.interact(rest::fire);
        window.until(() -> window.reads(robot, "closed: its callers are told to come again"));
        robot.interact(rest::fire);
        window.until(() -> !window.reads(robot, "closed: its callers are told to come again"));
        window.press(robot, "Allow an origin…");
        window.until(window::isAsking);
        robot.interact(() -> robot.lookup("#origin").queryAs(TextField.class).setText("*"));
        window.press(robot, "Allow its pages");
        window.until(() -> robot.lookup(".error-note").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#origin").queryAs(TextField.class).setText("https://Ops.example:443"));
        window.press(robot, "Allow its pages");
        window.until(() -> window.reads(robot, "https://ops.example") && !window.isAsking());

        window.press(robot, "Revoke…");
        window.until(window::isAsking);
        window.press(robot, "Revoke key");
        window.until(() -> window.reads(robot, "The key of planner-1 is revoked."));
        window.press(robot, "Stop");
        window.until(() -> window.reads(robot, "Closed"));
    }

    private void call(String secret) throws Exception {
        URI address = local.address();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(address + "/v1/tasks?principal_kind=agent&principal_id=planner"))
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"type\":\"report.render\",\"payload\":{},\"principal_ai\":\"planner\"}"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}
