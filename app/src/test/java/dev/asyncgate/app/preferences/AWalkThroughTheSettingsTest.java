package dev.asyncgate.app.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.Preferences;
import dev.asyncgate.app.shell.Shell;
import dev.asyncgate.app.theme.Fonts;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Theme;
import dev.asyncgate.app.theme.Themes;
import dev.asyncgate.settings.Settings;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Light, twice as large, under another name. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the test
class AWalkThroughTheSettingsTest {

    private Themes themes;
    private Preferences preferences;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Fonts.load();
        themes = new Themes();
        preferences = new Preferences(Memory.forgetful(), themes, "account");
        var context = new PlaceContext(
                Background.direct(), new Navigator(), themes, Texts.of(Locale.ENGLISH), Clock.systemUTC());
        var place = new SettingsPlace(
                context, preferences, Settings.read(Map.of(), null, Map.of()).entries());
        scene = Shell.scene(context, place.view());
        stage.setScene(scene);
        stage.show();
        place.arrive(new Destination.ShowPlace(PlaceId.SETTINGS));
    }

    @Test
    void everythingIsChosenHere(FxRobot robot) {
        robot.clickOn("light");
        assertThat(themes.themeProperty().get()).isEqualTo(Theme.LIGHT);

        Node title = robot.lookup(".place-title").query();
        double before = title.localToScene(title.getBoundsInLocal()).getHeight();
        robot.clickOn("200%");
        robot.interact(() -> scene.getRoot().layout());
        assertThat(title.localToScene(title.getBoundsInLocal()).getHeight()).isEqualTo(before * 2);
        robot.interact(() -> themes.scaleProperty().set(1));

        TextField name = robot.lookup("#operator").query();
        robot.interact(() -> name.setText("rosa"));
        robot.interact(name::requestFocus);
        robot.type(KeyCode.ENTER);
        assertThat(preferences.operator()).hasToString("human:rosa");
    }
}
