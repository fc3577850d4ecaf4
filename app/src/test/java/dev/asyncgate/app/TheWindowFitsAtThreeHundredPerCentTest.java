package dev.asyncgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.WrappingRow;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.NewTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
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
import javafx.scene.control.Labeled;
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
    private static final double INSPECTOR = 344;

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
        console = new Console(FirstOpening.begin(TestGate.settings(settings)), Console.Prelude.NONE);
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

    @Test
    void besideTheInspectorRowsGoOnInAFurtherLineAndNothingInThemIsCut(FxRobot robot) throws Exception {
        Desk desk = opened.get(1, TimeUnit.MINUTES);
        UUID task = desk.gate()
                .tasker(Desk.DEFAULT.id(), TestGate.PLANNER)
                .createTask(NewTask.of("report.render", Json.emptyObject()))
                .taskId();
        List<Destination> places = List.of(
                new Destination.ShowPlace(PlaceId.LEASES),
                new Destination.ShowReceipts(task),
                new Destination.ShowPlace(PlaceId.ASOF));
        List<String> faults = new ArrayList<>();
        for (double scale : new double[] {2, 3}) {
            robot.interact(() -> console.context().themes().scaleProperty().set(scale));
            for (Destination place : places) {
                robot.interact(() -> console.context().navigator().go(place));
                until(() -> console.context().background().running().isEmpty());
                robot.interact(() -> {
                    layOut(WIDTH - INSPECTOR * scale);
                    layOut(WIDTH - INSPECTOR * scale);
                    console.scene()
                            .getRoot()
                            .lookup(".place")
                            .lookupAll(".label")
                            .forEach(label -> lookInRow(
                                    (Labeled) label,
                                    problem -> faults.add("%s at %s: %s".formatted(place.place(), scale, problem))));
                });
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void lookInRow(Labeled label, Consumer<String> tell) {
        Node row = label;
        while (row != null && row.isVisible() && !(row instanceof WrappingRow)) {
            row = row.getParent();
        }
        if (row == null || !row.isVisible()) {
            return;
        }
        Bounds at = label.localToScene(label.getLayoutBounds());
        Bounds of = row.localToScene(row.getLayoutBounds());
        boolean inside = at.getMinX() >= of.getMinX() - 1
                && at.getMaxX() <= of.getMaxX() + 1
                && at.getMinY() >= of.getMinY() - 1
                && at.getMaxY() <= of.getMaxY() + 1;
        boolean whole = label.isWrapText() || label.getWidth() >= label.prefWidth(-1) - 1;
        if (!inside || !whole) {
            tell.accept("\"%s\" is %s, at %s in %s".formatted(label.getText(), whole ? "outside" : "cut", at, of));
        }
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
        layOut(WIDTH);
    }

    private void layOut(double width) {
        Parent root = console.scene().getRoot();
        root.resize(width, HEIGHT);
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
