package dev.asyncgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * At 300 % on a screen of 2560 × 1440, which leaves 853 × 480 to lay out, every place can be gone to, by scrolling the rail where
 * it has to be, and nothing that one presses lies outside, neither in the window's head and foot nor in a place.
 */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the test
class TheWindowFitsAtThreeHundredPerCentTest {

    private static final double WIDTH = 2560;
    private static final double HEIGHT = 1440;

    @TempDir
    static Path folder;

    private final CompletableFuture<Desk> opened = new CompletableFuture<>();
    private ScratchDatabase database;
    private Console console;

    @Start
    void start(Stage stage) throws Exception {
        database = new ScratchDatabase(TestServer.superuser());
        assertThat(new Migration(database.address(), "asyncgate").apply()).isPositive();
        var settings = new HashMap<>(ScratchDatabase.url(database.address()));
        settings.put("DATA_DIR", folder.toString());
        console = new Console(TestGate.settings(settings), Console.Prelude.NONE);
        console.show(stage, new Console.Opening() {
            @Override
            public void opened(Desk desk) {
                opened.complete(desk);
            }

            @Override
            public void failed(Exception failure) {
                opened.completeExceptionally(failure);
            }
        });
    }

    @AfterEach
    void close(FxRobot robot) throws Exception {
        robot.interact(console::end);
        console.close();
        database.close();
    }

    @Test
    void nothingThatOnePressesIsOutside(FxRobot robot) throws Exception {
        assertThat(faults(robot, 3, TheWindowFitsAtThreeHundredPerCentTest::outside))
                .isEmpty();
    }

    @Test
    void atTwoHundredPerCentNoWordOfWhatOnePressesIsCut(FxRobot robot) throws Exception {
        assertThat(faults(robot, 2, TheWindowFitsAtThreeHundredPerCentTest::cut))
                .isEmpty();
    }

    private List<String> faults(FxRobot robot, double scale, Function<Region, @Nullable String> fault)
            throws Exception {
        Desk desk = opened.get(1, TimeUnit.MINUTES);
        robot.interact(() -> console.context().themes().scaleProperty().set(scale));
        List<String> faults = new ArrayList<>();
        for (PlaceId place : desk.placeIds()) {
            robot.interact(() -> console.context().navigator().go(new Destination.ShowPlace(place)));
            until(() -> console.context().background().running().isEmpty());
            robot.interact(() -> {
                layOut();
                layOut();
                look(console.scene().getRoot(), fault, problem -> faults.add(place + ": " + problem));
            });
        }
        return faults;
    }

    private void layOut() {
        Parent root = console.scene().getRoot();
        root.resize(WIDTH, HEIGHT);
        root.applyCss();
        root.layout();
    }

    private static void look(Node node, Function<Region, @Nullable String> fault, Consumer<String> tell) {
        if (!node.isVisible() || scrolls(node)) {
            return;
        }
        if (node instanceof Region region
                && (node instanceof ButtonBase
                        || node instanceof TextInputControl
                        || node instanceof ComboBoxBase<?>)) {
            String problem = fault.apply(region);
            if (problem != null) {
                tell.accept(problem);
            }
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, fault, tell));
        }
    }

    private static @Nullable String outside(Region region) {
        Bounds at = region.localToScene(region.getLayoutBounds());
        boolean inside =
                at.getMinX() >= -1 && at.getMinY() >= -1 && at.getMaxX() <= WIDTH + 1 && at.getMaxY() <= HEIGHT + 1;
        return inside
                ? null
                : "%s is outside, at %.0f, %.0f to %.0f, %.0f"
                        .formatted(name(region), at.getMinX(), at.getMinY(), at.getMaxX(), at.getMaxY());
    }

    private static @Nullable String cut(Region region) {
        return region instanceof ButtonBase && region.getWidth() < region.prefWidth(-1) - 1
                ? "%s has %.0f of %.0f px".formatted(name(region), region.getWidth(), region.prefWidth(-1))
                : null;
    }

    /** What lies in it is reached by scrolling. */
    private static boolean scrolls(Node node) {
        return node instanceof ScrollPane || node instanceof VirtualFlow<?> || node instanceof VirtualizedScrollPane<?>;
    }

    private static String name(Node node) {
        String id = node.getId() == null ? node.getStyleClass().toString() : "#" + node.getId();
        return node instanceof ButtonBase button && button.getText() != null
                ? id + " \"" + button.getText() + "\""
                : id;
    }

    private static void until(Callable<Boolean> question) throws Exception {
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(question).get());
    }
}
