package dev.asyncgate.app.leases;

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
import dev.asyncgate.lease.ClaimedTask;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Label;
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

/** On the real engine: a lease that expires, its late holder, and the worker who takes the task on. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made when JavaFX starts the test
class AWalkThroughTheLeasesTest {

    private static TestGate gate;
    private static UUID task;

    private final Background background = Background.onFxThread();
    private final Navigator navigator = new Navigator();
    private LeasesPlace place;

    @BeforeAll
    static void prepare() {
        gate = TestGate.open();
        task = gate.create("report.render");
        Worker first = gate.worker("gpu-8");
        ClaimedTask lost = gate.claim(first);
        first.startTask(task, lost.leaseId());
        gate.clock.advance(Duration.ofMinutes(10));
        gate.gate.expireLeases(gate.tenant);
        gate.clock.advance(Duration.ofMinutes(1));
        assertThat(refused(() -> {
                    first.complete(task, lost.leaseId(), TestGate.located());
                    return true;
                }))
                .isTrue();
        gate.claim(gate.worker("gpu-7"));
        gate.clock.advance(Duration.ofSeconds(20));
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
        place = new LeasesPlace(context, gate.inspector, Actings.local(gate));
        var scene = new Scene(place.view(), 1080, 800);
        themes.dress(scene);
        stage.setScene(scene);
        stage.show();
        place.arrive(new Destination.ShowPlace(PlaceId.LEASES));
    }

    @Test
    void fromTheLanesToTheTask(FxRobot robot) throws Exception {
        until(() -> shownLanes().equals("gpu-7 gpu-8"));
        assertThat(robot.lookup("#liveCount").queryAs(Label.class).getText()).isEqualTo("1 live");
        assertThat(robot.lookup("#expiryChip").query().isVisible()).isTrue();

        selectByKeys(robot);
        until(() -> place.model().selection().dossierProperty().get() != null);
        assertThat(place.inspector().get()).isNotNull();

        robot.interact(
                () -> robot.lookup("#tableButton").queryAs(ToggleButton.class).fire());
        until(() ->
                robot.lookup(".lease-table").queryAs(TableView.class).getItems().size() == 2);
        robot.interact(
                () -> robot.lookup("#tableButton").queryAs(ToggleButton.class).fire());

        robot.interact(() -> place.model().laneByProperty().set(LaneBy.TYPE));
        until(() -> shownLanes().equals("report.render"));

        robot.interact(() -> place.model().laneFilterProperty().set("nobody"));
        until(() -> place.model().shownProperty().get() == LeasesViewModel.Shown.FILTERED);
        robot.interact(place.model()::clearFilters);
        until(() -> place.model().shownProperty().get() == LeasesViewModel.Shown.LANES);

        robot.interact(() -> assertThat(place.view().lookup(".timeline")).isNotNull());
        robot.interact(() -> place.view().lookup(".timeline").requestFocus());
        robot.type(KeyCode.ENTER);
        until(() -> new Destination.ShowTask(task)
                .equals(navigator.currentProperty().get()));

        robot.interact(() -> assertThat(place.escape()).isTrue());
        assertThat(place.inspector().get()).isNull();
        robot.interact(place::leave);
        background.close();
    }

    private void selectByKeys(FxRobot robot) throws Exception {
        robot.interact(() -> place.view().lookup(".timeline").requestFocus());
        robot.type(KeyCode.RIGHT);
        until(() -> place.model().selection().leaseIdProperty().get() != null);
        robot.type(KeyCode.DOWN);
        until(() -> place.model().timelineProperty().get() != null);
    }

    private String shownLanes() {
        Timeline timeline = place.model().timelineProperty().get();
        return timeline == null
                ? ""
                : String.join(" ", timeline.lanes().stream().map(Lane::name).toList());
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        waitFor(20, TimeUnit.SECONDS, condition);
    }

    private static boolean refused(Callable<Boolean> call) {
        try {
            return !call.call();
        } catch (Exception refusal) {
            return true;
        }
    }
}
