package dev.asyncgate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.workers.demo.Demo;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** One walk through the demo: run it, watch it, kill a worker, start it again, stop. */
class DemoWalkTest {

    private final Gate gate = RealGate.open();
    private final FxRobot robot = new FxRobot();
    private final List<UUID> shown = new CopyOnWriteArrayList<>();
    private final Background background = Background.onFxThread();
    private final BorderPane frame = new BorderPane();

    @SuppressWarnings("NullAway.Init") // made on the FX thread before each test
    private DemoPlace place;

    @BeforeEach
    void show() throws Exception {
        FxToolkit.registerPrimaryStage();
        FxToolkit.setupFixture(() -> {
            Fonts.load();
            var context = new PlaceContext(
                    background, new Navigator(), new Themes(), Texts.of(Locale.ENGLISH), Clock.systemUTC());
            place = new DemoPlace(context, gate, shown::add, null);
            frame.setCenter(place.view());
            place.inspector().subscribe(frame::setRight);
            var stage = new Stage();
            stage.setScene(Shell.scene(context, frame));
            stage.show();
            place.arrive(new ShowPlace(PlaceId.DEMO));
        });
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(() -> {
            place.leave();
            place.close();
            frame.getScene().getWindow().hide();
        });
        background.close();
        gate.close();
    }

    @Test
    void oneRunsTheDemoKillsAWorkerAndStopsIt() throws Exception {
        assertThat(place.inspector().get()).isNull();
        robot.clickOn(button("Run the demo"));
        waitUntil(() -> place.inspector().get() != null);
        assertThat(shown).containsExactly(Demo.TENANT);
        waitUntil(() -> says("Steady, running for"));

        TableView<?> table = robot.lookup(".table-view").queryAs(TableView.class);
        waitUntil(() -> table.getItems().size() == 6);
        robot.interact(() -> table.getSelectionModel().select(2));
        robot.interact(() -> place.view().requestFocus());
        robot.type(KeyCode.K);
        waitUntil(() -> says("etl-1 killed"));
        waitUntil(() -> anyNode(node -> node instanceof Button b && "Start again".equals(b.getText())));
        robot.clickOn(button("Start again"));
        waitUntil(() -> says("etl-1 started again"));

        robot.clickOn(button("20×"));
        robot.clickOn(button("Pause"));
        waitUntil(() -> says("Resume"));
        robot.clickOn(button("Stop"));
        waitUntil(() -> !says("Steady, running for"));
        waitUntil(() -> says("stopped"));
        assertThat(says("Every state change has its receipt")).isTrue();
    }

    private Node button(String words) {
        return robot.lookup((Node node) ->
                        isShown(node) && node instanceof Labeled labeled && words.equals(labeled.getText()))
                .query();
    }

    private boolean says(String words) {
        return anyNode(node -> node instanceof Labeled labeled
                && labeled.getText() != null
                && labeled.getText().contains(words));
    }

    private boolean anyNode(Predicate<Node> wanted) {
        return anyOf(frame, node -> isShown(node) && wanted.test(node));
    }

    private static boolean anyOf(Node node, Predicate<Node> wanted) {
        if (wanted.test(node)) {
            return true;
        }
        return node instanceof Parent parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(child -> anyOf(child, wanted));
    }

    private static boolean isShown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** A question for the FX thread. */
    @FunctionalInterface
    private interface Question {
        boolean isSo();
    }

    private static void waitUntil(Question question) throws Exception {
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.asyncFx(question::isSo).get());
    }
}
