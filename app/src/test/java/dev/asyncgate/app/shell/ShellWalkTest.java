package dev.asyncgate.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination.ShowPlace;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Theme;
import dev.asyncgate.app.theme.ThemeChoice;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A walk through the window without a display, with mouse and keys. */
class ShellWalkTest {

    private static final Tenant DEFAULT = new Tenant(new UUID(0, 0), "default");
    private static final Tenant DEMO = new Tenant(new UUID(0, 1), "demo");

    /** What a window of 2560 px has to lay out at 300 %. */
    private static final double WIDTH_AT_LARGEST = 853;

    private final FxRobot robot = new FxRobot();
    private final Background background = Background.direct();
    private final Navigator navigator = new Navigator();
    private final Themes themes = FxThread.call(Themes::new);
    private final PlaceContext context =
            new PlaceContext(background, navigator, themes, Texts.of(Locale.ENGLISH), Clock.systemUTC());
    private final List<PlaceId> made = new CopyOnWriteArrayList<>();
    private volatile boolean answers = true;
    private ShellViewModel viewModel =
            new ShellViewModel(background, context.clock(), DEFAULT, tenant -> this::pulse, () -> null);
    private Stage stage = FxThread.stage();

    @BeforeEach
    void show() throws Exception {
        FxThread.call(() -> {
            Fonts.load();
            var session = new Shell.Session(
                    Environment.local(),
                    List.of(DEFAULT, DEMO),
                    new SimpleStringProperty("human:rosa"),
                    new Dialogs(),
                    Finder.NONE);
            var shell = new Shell(context, viewModel, session, this::places);
            viewModel.start();
            stage.setScene(Shell.scene(context, shell.root()));
            stage.show();
            return shell;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @AfterEach
    void close() throws Exception {
        FxThread.call(() -> {
            stage.hide();
            return stage;
        });
        FxToolkit.cleanupStages();
    }

    @Test
    void theRailLeadsToPlacesAndBackLeadsHome() {
        assertThat(shown("view-TASKS")).isTrue();
        robot.clickOn("Leases");
        assertThat(shown("view-LEASES")).isTrue();
        robot.press(KeyCode.ALT, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.ALT);
        assertThat(shown("view-TASKS")).isTrue();
    }

    @Test
    void aPlaceIsMadeWhenItIsFirstGoneToAndKept() {
        assertThat(made).containsExactly(PlaceId.TASKS);
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        assertThat(made).containsExactly(PlaceId.TASKS, PlaceId.LEASES);
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.TASKS)));
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        assertThat(made).containsExactly(PlaceId.TASKS, PlaceId.LEASES);
    }

    @Test
    void thePaletteFindsAPlaceByAPartOfItsName() {
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        robot.write("leas").type(KeyCode.ENTER);
        assertThat(shown("view-LEASES")).isTrue();
        assertThat(robot.lookup(".palette").tryQuery()).isEmpty();
    }

    @Test
    void escapeClosesTheHelp() {
        robot.write("?");
        assertThat(robot.lookup(".help").tryQuery()).isPresent();
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup(".help").tryQuery()).isEmpty();
    }

    @Test
    void aCanvasStartsWithTheRailCollapsedAndRemembersOtherwise() {
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        assertThat(width(".rail")).isEqualTo(49);
        robot.clickOn(robot.lookup(".icon-button").<Node>query());
        assertThat(width(".rail")).isEqualTo(176);
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.TASKS)));
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        assertThat(width(".rail")).isEqualTo(176);
    }

    @Test
    void aNarrowWindowKeepsItsRoomForThePlaceUntilSomebodyWantsTheRail() {
        assertThat(width(".rail")).isEqualTo(176);
        FxThread.run(() -> stage.setWidth(1280));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(width(".rail")).isEqualTo(49);
        robot.clickOn(robot.lookup(".icon-button").<Node>query());
        assertThat(width(".rail")).isEqualTo(176);
    }

    @Test
    void theWordsOfANarrowWindowAreWholeForTheLeastImportantAreLeftOut() {
        FxThread.run(() -> robot.lookup("#hint")
                .queryAs(Label.class)
                .setText("W A S D pan, Ctrl wheel zoom, 0 fit, Shift drag or M measure, / filter, ? help"));
        assertThat(cut()).isEmpty();
        assertThat(robot.lookup("#hint").query().isVisible()).isTrue();
        FxThread.run(() -> stage.setWidth(WIDTH_AT_LARGEST));
        assertThat(width(".status-bar")).isEqualTo(WIDTH_AT_LARGEST - 2);
        assertThat(cut()).isEmpty();
        assertThat(robot.lookup("#hint").query().isVisible()).isFalse();
        FxThread.run(() -> stage.setWidth(Shell.WIDTH));
        assertThat(width(".status-bar")).isEqualTo(Shell.WIDTH - 2);
        assertThat(robot.lookup("#hint").query().isVisible()).isTrue();
    }

    /** The words of the head and of the status bar that have less room than they need. */
    private List<String> cut() {
        WaitForAsyncUtils.waitForFxEvents();
        return robot
                .lookup(".head .label, .head .button, .status-bar .label, .status-bar .button")
                .<Labeled>queryAll()
                .stream()
                .filter(words -> words.isManaged() && words.getText() != null)
                .filter(words -> words.getWidth() < words.prefWidth(-1) - 1)
                .filter(words -> !"commandField".equals(words.getId()))
                .map(Labeled::getText)
                .toList();
    }

    @Test
    void theInspectorIsThereWhenAPlaceHasOne() {
        assertThat(width(".inspector")).isEqualTo(344);
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        assertThat(robot.lookup(".inspector").tryQuery()).isEmpty();
    }

    @Test
    void aPlaceThatAsksForTooMuchRoomMovesNothing() {
        FxThread.run(() -> navigator.go(new ShowPlace(PlaceId.LEASES)));
        Node head = robot.lookup(".head").query();
        assertThat(head.localToScene(head.getBoundsInLocal()).getMinX()).isEqualTo(1);
        assertThat(width(".head")).isEqualTo(Shell.WIDTH - 2);
    }

    @Test
    void aLostConnectionIsToldUnderTheHeadAndLeavesTheRest() {
        answers = false;
        FxThread.run(viewModel::retryNow);
        assertThat(robot.lookup(".banner").query().isVisible()).isTrue();
        assertThat(shown("view-TASKS")).isTrue();
        answers = true;
        robot.clickOn("Try now");
        assertThat(robot.lookup(".banner").query().isVisible()).isFalse();
    }

    @Test
    void anotherTenantHasItsOwnPlacesAndKeepsTheFirstOnes() {
        FxThread.run(() -> viewModel.tenantProperty().set(DEMO));
        assertThat(robot.lookup("in demo").tryQuery()).isPresent();
        FxThread.run(() -> viewModel.tenantProperty().set(DEFAULT));
        assertThat(robot.lookup("in default").tryQuery()).isPresent();
    }

    @Test
    void theThemeButtonGoesRoundAndDressesTheWindow() {
        FxThread.run(() -> themes.choiceProperty().set(ThemeChoice.LIGHT));
        assertThat(themes.themeProperty().get()).isEqualTo(Theme.LIGHT);
        Scene scene = stage.getScene();
        assertThat(scene.getStylesheets()).anySatisfy(sheet -> assertThat(sheet).endsWith("light.css"));
        FxThread.run(() -> themes.choiceProperty().set(ThemeChoice.DARK));
    }

    private boolean shown(String styleClass) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup("." + styleClass).tryQuery().isPresent();
    }

    private double width(String query) {
        WaitForAsyncUtils.waitForFxEvents();
        FxThread.run(() -> stage.getScene().getRoot().layout());
        return robot.lookup(query).query().getLayoutBounds().getWidth();
    }

    private Pulse pulse() {
        if (!answers) {
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.");
        }
        return new Pulse("Embedded PostgreSQL 18.6", Duration.ofMillis(2), Map.of("queued", 3L));
    }

    private Map<PlaceId, Supplier<? extends Place>> places(Tenant tenant) {
        return Map.of(
                PlaceId.TASKS, () -> made(new PlainPlace(PlaceId.TASKS, tenant, 100, true)),
                PlaceId.LEASES, () -> made(new PlainPlace(PlaceId.LEASES, tenant, 3000, false)));
    }

    private Place made(Place place) {
        made.add(place.id());
        return place;
    }

    /** A place with a word in it, as wide as it likes. */
    private static final class PlainPlace implements Place {
        private final PlaceId id;
        private final StackPane view;
        private final ReadOnlyObjectWrapper<@Nullable Parent> inspector = new ReadOnlyObjectWrapper<>();
        private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

        PlainPlace(PlaceId id, Tenant tenant, double minWidth, boolean inspected) {
            this.id = id;
            this.view = new StackPane(new Label("in " + tenant.name()));
            view.setMinWidth(minWidth);
            view.getStyleClass().addAll(Styles.PLACE, "view-" + id);
            inspector.set(inspected ? new StackPane() : null);
        }

        @Override
        public PlaceId id() {
            return id;
        }

        @Override
        public Parent view() {
            return view;
        }

        @Override
        public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
            return inspector.getReadOnlyProperty();
        }

        @Override
        public void arrive(Destination destination) {
            assertThat(destination.place()).isEqualTo(id);
        }

        @Override
        public void leave() {
            view.setUserData("left");
        }

        @Override
        public String hintKey() {
            return "key.move.does";
        }

        @Override
        public ReadOnlyStringProperty railCount() {
            return count.getReadOnlyProperty();
        }
    }

    /** The FX thread of the tests. */
    private static final class FxThread {

        static <T> T call(Callable<T> action) {
            try {
                FxToolkit.registerPrimaryStage();
                return WaitForAsyncUtils.waitForAsyncFx(20_000, action);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        static void run(Runnable action) {
            call(() -> {
                action.run();
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
        }

        static Stage stage() {
            return call(Stage::new);
        }
    }
}
