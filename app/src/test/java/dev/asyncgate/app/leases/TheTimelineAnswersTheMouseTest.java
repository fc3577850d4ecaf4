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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made when JavaFX starts the test
class TheTimelineAnswersTheMouseTest {

    private static final double HEAD = TimelinePainter.HEAD_WIDTH;
    private static final double AXIS = TimelinePainter.AXIS_HEIGHT;

    @TempDir
    private Path folder;

    private LeasesPlace place;
    private Navigator navigator;
    private boolean shift;

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
        navigator = context.navigator();
        place = new LeasesPlace(
                context, Afternoon.reads(), Actings.idle(), (over, name) -> Optional.of(folder.resolve(name)));
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
    void aDragWithShiftMeasuresAndLeadsToOtherPlaces(FxRobot robot) {
        robot.interact(() -> {
            Instant from = timeline().scale().instantAt(50);
            Instant to = timeline().scale().instantAt(150);
            shift = true;
            fire(MouseEvent.MOUSE_PRESSED, HEAD + 150, 200);
            fire(MouseEvent.MOUSE_DRAGGED, HEAD + 100, 200);
            fire(MouseEvent.MOUSE_DRAGGED, HEAD + 50, 200);
            fire(MouseEvent.MOUSE_RELEASED, HEAD + 50, 200);
            assertThat(place.model().measuredProperty().get()).isEqualTo(new TimeWindow(from, to));
            assertThat(place.model().viewport().window()).isEqualTo(Afternoon.WINDOW);
            var ledger = (Button) place.view().lookupAll(".measured-places .button").stream()
                    .filter(it -> ((Button) it).getText().equals("Ledger"))
                    .findFirst()
                    .orElseThrow();
            ledger.fire();
            assertThat(navigator.currentProperty().get())
                    .isEqualTo(new Destination.ShowBetween(PlaceId.LEDGER, from, to));
            assertThat(place.escape()).isTrue();
            assertThat(place.model().measuredProperty().get()).isNull();
        });
    }

    @Test
    void whatIsShownIsSavedAsAPicture(FxRobot robot) throws IOException {
        robot.interact(() ->
                ((MenuButton) place.view().lookup("#exportMenu")).getItems().forEach(MenuItem::fire));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("leases-2026-11-23.png", "leases-2026-11-23.svg");
        }
        assertThat(folder.resolve("leases-2026-11-23.svg"))
                .content()
                .startsWith("<svg ")
                .contains(">gpu-8</text>")
                .endsWith("</svg>\n");
        assertThat(ImageIO.read(folder.resolve("leases-2026-11-23.png").toFile())
                        .getWidth())
                .isEqualTo((int) view().getLayoutBounds().getWidth());
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
                        shift,
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
