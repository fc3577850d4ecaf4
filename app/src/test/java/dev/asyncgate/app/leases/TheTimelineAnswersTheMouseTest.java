package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asyncgate.app.acts.Actings;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made when JavaFX starts the test
class TheTimelineAnswersTheMouseTest {

    private static final double HEAD = TimelinePainter.HEAD_WIDTH;
    private static final double AXIS = TimelinePainter.AXIS_HEIGHT;

    private LeasesPlace place;

    @Start
    void start(Stage stage) {
        Fonts.load();
        var themes = new Themes();
        var context = new PlaceContext(
                Background.direct(),
                new Navigator(),
                themes,
                Texts.of(Locale.ENGLISH),
                Clock.fixed(Afternoon.NOW, ZoneOffset.UTC));
        place = new LeasesPlace(context, Afternoon.reads(), Actings.idle());
        var scene = new Scene(place.view(), 1044, 500);
        themes.dress(scene);
        stage.setScene(scene);
        stage.show();
        place.arrive(new Destination.ShowPlace(PlaceId.LEASES));
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        place.model().show(Afternoon.WINDOW);
    }

    @Test
    void aClickSelectsTheLeaseUnderIt(FxRobot robot) {
        robot.interact(() -> {
            LeaseBar bar = timeline().bars().findFirst().orElseThrow();
            click(HEAD + Math.max(4, bar.x0() + 4), AXIS + bar.y() + 10);
            assertThat(place.model().selection().leaseIdProperty().get())
                    .isEqualTo(bar.lease().leaseId());
        });
    }

    @Test
    void aClickOpensAFold(FxRobot robot) {
        robot.interact(() -> {
            TimeWindow fold = timeline().scale().folds().getFirst();
            click(HEAD + timeline().scale().x(fold.from()) + 30, 15);
            assertThat(timeline().scale().folds()).isEmpty();
        });
    }

    @Test
    void aDragPans(FxRobot robot) {
        robot.interact(() -> {
            Duration moved = timeline().scale().duration(100);
            fire(MouseEvent.MOUSE_PRESSED, 600, 200);
            fire(MouseEvent.MOUSE_DRAGGED, 550, 200);
            fire(MouseEvent.MOUSE_DRAGGED, 500, 200);
            fire(MouseEvent.MOUSE_RELEASED, 500, 200);
            Duration shift = Duration.between(
                    Afternoon.WINDOW.from(), place.model().viewport().window().from());
            assertThat((double) shift.toMillis()).isCloseTo((double) moved.toMillis(), within(0.3 * moved.toMillis()));
        });
    }

    @Test
    void theWheelScrollsAndWithControlZoomsAboutThePointer(FxRobot robot) {
        robot.interact(() -> {
            Instant under = timeline().scale().instantAt(400);
            scroll(-40, true);
            assertThat(place.model().viewport().window().length()).isGreaterThan(Afternoon.WINDOW.length());
            scroll(40, true);
            assertThat(Duration.between(timeline().scale().instantAt(400), under)
                            .abs())
                    .isLessThan(Duration.ofSeconds(9));
            TimeWindow before = place.model().viewport().window();
            scroll(-40, false);
            assertThat(place.model().viewport().window()).isEqualTo(before);
        });
    }

    private Timeline timeline() {
        Timeline timeline = place.model().timelineProperty().get();
        assertThat(timeline).isNotNull();
        return timeline;
    }

    private Node view() {
        return place.view().lookup(".timeline");
    }

    private void click(double x, double y) {
        fire(MouseEvent.MOUSE_PRESSED, x, y);
        fire(MouseEvent.MOUSE_RELEASED, x, y);
    }

    private void fire(EventType<MouseEvent> type, double x, double y) {
        Point2D at = view().localToScene(x, y);
        Event.fireEvent(
                view(),
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        0,
                        0,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
    }

    private void scroll(double by, boolean control) {
        Point2D at = view().localToScene(HEAD + 400, 100);
        Event.fireEvent(
                view(),
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        at.getX(),
                        at.getY(),
                        0,
                        0,
                        false,
                        control,
                        false,
                        false,
                        false,
                        false,
                        0,
                        by,
                        0,
                        by,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null));
    }
}
