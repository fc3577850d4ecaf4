package dev.asyncgate.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The badge of an end has as many pixels as it covers, at any scale, and takes the same room. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // made before the test
class ASmallPictureIsSharpTest {

    private Themes themes;
    private EndBadge badge;

    @Start
    void start(Stage stage) {
        themes = new Themes();
        badge = new EndBadge(StateLook.LEASE_ACTIVE, themes.paletteProperty().get());
        stage.setScene(new Scene(new ScaledRoot(themes, new StackPane(badge)), 200, 100));
        stage.show();
    }

    @Test
    void itIsPaintedAnewWhenItsWindowIsScaled(FxRobot robot) {
        assertThat(pixels()).isEqualTo(16);
        robot.interact(() -> themes.scaleProperty().set(3));
        assertThat(pixels()).isEqualTo(48);
        assertThat(badge.getWidth()).isEqualTo(16);
        robot.interact(() -> {
            ((StackPane) badge.getParent()).getChildren().clear();
            themes.scaleProperty().set(2);
        });
        assertThat(pixels()).isEqualTo(48);
    }

    private double pixels() {
        return ((Canvas) badge.getChildrenUnmodifiable().getFirst()).getWidth();
    }
}
