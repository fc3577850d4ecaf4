package dev.asyncgate.app.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.engine.TestGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.Future;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** While another text is on its way into the editor nothing can be typed that it would replace, and that is said. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before each test
class WhatIsTypedIsNotLostToATextOnItsWayTest {

    private static final String TYPED = "{\"typed\": 1}";
    private static final String LONG = "{\"list\": [\n" + "  7,\n".repeat(20_000) + "  7]}";

    @TempDir
    private Path folder;

    private final TestGate gate = TestGate.open();
    private final Queue<Runnable> off = new ArrayDeque<>();
    private final Background background = new Background(off::add, Runnable::run);
    private SubmitPlace place;
    private Path file;

    @Start
    void start(Stage stage) {
        Fonts.load();
        var themes = new Themes();
        var context =
                new PlaceContext(background, new Navigator(), themes, Texts.of(Locale.ENGLISH), Clock.systemUTC());
        place = new SubmitPlace(context, gate.tasker, gate.inspector, folder.resolve("drafts"));
        var scene = new Scene(place.view(), 1262, 828);
        themes.dress(scene);
        stage.setScene(scene);
        stage.show();
        place.arrive(new Destination.SubmitTask(null));
    }

    @BeforeEach
    void type(FxRobot robot) throws Exception {
        file = Files.writeString(folder.resolve("long.json"), LONG);
        robot.interact(this::doAll);
        robot.clickOn("#submit-payload");
        robot.interact(() -> area(robot).replaceText(TYPED));
        robot.interact(this::doAll);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(place::leave);
        background.close();
        gate.close();
    }

    @Test
    void nothingIsTypedUntilAFileHasComeAndUndoBringsBackWhatWasThere(FxRobot robot) {
        robot.interact(() -> place.model().importPayload(file));
        assertThat(says(robot, "The file is being read")).isTrue();
        robot.write("lost");
        assertThat(area(robot).getText()).isEqualTo(TYPED);

        robot.interact(() -> doUntilPayloadIs(LONG));
        assertThat(says(robot, "It can be edited in a moment")).isTrue();
        robot.clickOn("#submit-payload").write("lost");
        assertThat(area(robot).getText()).isEqualTo(TYPED);
        assertThat(payload()).isEqualTo(LONG);

        robot.interact(this::doAll);
        assertThat(area(robot).getText()).isEqualTo(LONG);
        robot.clickOn("#submit-payload").write(" ");
        assertThat(payload()).hasSize(LONG.length() + 1);
        robot.interact(() -> {
            area(robot).undo();
            area(robot).undo();
        });
        assertThat(payload()).isEqualTo(TYPED);
    }

    @Test
    void whoGoesOnWithAnotherDraftIsNotShownTheTextOfTheLast(FxRobot robot) {
        robot.interact(() -> {
            place.model().form().payloadProperty().set(LONG);
            place.model().form().payloadProperty().set(TYPED);
            doAll();
        });
        assertThat(area(robot).getText()).isEqualTo(TYPED);
        assertThat(payload()).isEqualTo(TYPED);
    }

    @Test
    void aTextThatCannotBeLaidOutIsToldAndStaysThePayload(FxRobot robot) {
        robot.interact(() -> {
            place.model().form().payloadProperty().set(LONG);
            off.forEach(work -> ((Future<?>) work).cancel(false));
            off.clear();
        });
        assertThat(says(robot, "This payload is not shown")).isTrue();
        assertThat(place.model().failureProperty().get()).isNotNull();
        assertThat(buttons(robot)).contains("Show it").doesNotContain("Try again");
        assertThat(payload()).isEqualTo(LONG);

        robot.interact(() -> {
            button(robot, "Show it").fire();
            doAll();
        });
        assertThat(area(robot).getText()).isEqualTo(LONG);
    }

    @Test
    void whoStopsTheWorkIsNotLeftWithAnEditorThatDoesNothing(FxRobot robot) {
        robot.interact(() -> {
            place.model().importPayload(file);
            List.copyOf(background.running()).forEach(Load::stop);
        });
        assertThat(place.model().readingProperty().get()).isFalse();
        robot.interact(() -> {
            place.model().form().payloadProperty().set(LONG);
            List.copyOf(background.running()).forEach(Load::stop);
        });
        assertThat(says(robot, "This payload is not shown")).isTrue();
        robot.interact(() -> button(robot, "Start over").fire());
        robot.write("7");
        assertThat(payload()).startsWith("7");
    }

    private String payload() {
        return place.model().form().payloadProperty().get();
    }

    private void doUntilPayloadIs(String text) {
        while (!payload().equals(text)) {
            off.remove().run();
        }
    }

    private void doAll() {
        while (!off.isEmpty()) {
            off.remove().run();
        }
    }

    private static JsonArea area(FxRobot robot) {
        return robot.lookup("#submit-payload").queryAs(JsonArea.class);
    }

    private static boolean says(FxRobot robot, String words) {
        return robot.lookup((Labeled label) -> words.equals(label.getText()) && label.isVisible())
                .tryQuery()
                .isPresent();
    }

    private static List<String> buttons(FxRobot robot) {
        return robot.lookup(".button").queryAllAs(Button.class).stream()
                .map(Labeled::getText)
                .toList();
    }

    private static Button button(FxRobot robot, String words) {
        return robot.lookup((Button button) -> words.equals(button.getText())).query();
    }
}
