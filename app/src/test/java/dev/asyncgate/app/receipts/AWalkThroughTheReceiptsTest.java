package dev.asyncgate.app.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitFor;

import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.NewTask;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** On the real engine: a task is chosen, its receipts are walked by key, and those that come are drawn. */
@ExtendWith(ApplicationExtension.class)
class AWalkThroughTheReceiptsTest {

    private static TestGate gate;
    private static UUID report;
    private static ClaimedTask claimed;

    private final Background background = Background.onFxThread();
    private final Navigator navigator = new Navigator();

    @SuppressWarnings("NullAway.Init") // made before each test, on the FX thread
    private ReceiptsPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.open();
        report = gate.create("report.render");
        Worker worker = gate.worker("gpu-7");
        claimed = gate.claim(worker);
        worker.startTask(report, claimed.leaseId());
        Receipt started = gate.receipts(report).getLast();
        gate.tasker.createTask(NewTask.builder("chart.render", Json.emptyObject())
                .causedBy(List.of(started.receiptId()))
                .build());
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Start
    void start(Stage stage) {
        Fonts.load();
        var themes = new Themes();
        var clock = Clock.fixed(gate.clock.instant(), ZoneOffset.UTC);
        var context = new PlaceContext(background, navigator, themes, Texts.of(Locale.ENGLISH), clock);
        place = new ReceiptsPlace(context, gate.inspector, Actings.local(gate), false);
        var scene = new Scene(place.view(), 1080, 800);
        themes.dress(scene);
        stage.setScene(scene);
        stage.show();
        navigator.currentProperty().subscribe(to -> {
            if (to != null && to.place() == PlaceId.RECEIPTS) {
                place.arrive(to);
            }
        });
        navigator.go(new Destination.ShowPlace(PlaceId.RECEIPTS));
    }

    @Test
    void fromTheChoiceOfATaskToItsDischarge(FxRobot robot) throws Exception {
        chooseTheReport(robot);
        until(() -> label(robot, "#size").equals("4 receipts, 2 tasks"));
        assertThat(robot.lookup("#open").queryAs(Button.class).getText()).isEqualTo("2 open obligations");

        robot.interact(() -> place.view().lookup(".graph-canvas").requestFocus());
        robot.type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        until(() -> inspected("task.started"));

        gate.worker("gpu-7").complete(report, claimed.leaseId(), TestGate.located());
        until(() -> label(robot, "#size").equals("6 receipts, 2 tasks"));
        assertThat(robot.lookup("#open").queryAs(Button.class).getText()).isEqualTo("1 open obligation");

        robot.interact(
                () -> robot.lookup("#tableForm").queryAs(ToggleButton.class).fire());
        until(() -> table(robot).getItems().size() == 6);
        robot.interact(() -> table(robot).getSelectionModel().select(4));
        until(() -> inspected("task.completed"));
        assertThat(inspectorLabels()).contains("recomputed, equal", "Work can be located");

        robot.interact(() -> place.focusFilter());
        robot.write("chart").type(KeyCode.ENTER);
        until(() -> inspected("chart.render"));
        robot.interact(() -> assertThat(place.escape()).as("leaves the search").isTrue());
        robot.interact(
                () -> assertThat(place.escape()).as("leaves the selection").isTrue());
        until(() -> place.inspector().get() == null);
        robot.interact(place::leave);
        background.close();
    }

    private void chooseTheReport(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".list-view").tryQuery().isPresent());
        ListView<?> tasks = robot.lookup(".list-view").queryAs(ListView.class);
        assertThat(tasks.getItems()).hasSize(2);
        robot.interact(() -> {
            tasks.requestFocus();
            tasks.getSelectionModel().select(1);
        });
        robot.type(KeyCode.ENTER);
        until(() -> new Destination.ShowReceipts(report)
                .equals(navigator.currentProperty().get()));
    }

    private boolean inspected(String words) {
        return place.inspector().get() != null && inspectorLabels().contains(words);
    }

    private List<String> inspectorLabels() {
        Parent inspector = Objects.requireNonNull(place.inspector().get());
        return labels(inspector).toList();
    }

    private static Stream<String> labels(Node node) {
        return switch (node) {
            case Label label -> Stream.of(label.getText());
            case ScrollPane pane -> labels(pane.getContent());
            case Parent parent ->
                parent.getChildrenUnmodifiable().stream().flatMap(AWalkThroughTheReceiptsTest::labels);
            default -> Stream.empty();
        };
    }

    private static TableView<?> table(FxRobot robot) {
        return robot.lookup(".table-view").queryAs(TableView.class);
    }

    private static String label(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        waitFor(20, TimeUnit.SECONDS, condition);
    }
}
