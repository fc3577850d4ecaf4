package dev.asyncgate.app.obligations;

import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** How long something has been open, or was, on a logarithmic scale: an hour and a week both have a length. */
final class AgeBar extends StackPane {

    private static final double WIDTH = 84;
    private static final double HEIGHT = 8;

    /** An age that fills the bar. */
    private static final Duration FULL = Duration.ofDays(3);

    /** Older than this, somebody should look. */
    private static final Duration LONG = Duration.ofHours(2);

    /** {@code open}: what has ended concerns nobody any more, however long it took. */
    AgeBar(Duration age, boolean open) {
        var bar = new Region();
        bar.getStyleClass().add("age-bar");
        if (open && age.compareTo(LONG) >= 0) {
            bar.getStyleClass().add("long");
        }
        fix(bar, WIDTH * share(age));
        fix(this, WIDTH);
        getStyleClass().add("age-track");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(bar);
    }

    /** 0 for what has just begun, 1 for three days and more. */
    static double share(Duration age) {
        double minutes = Math.max(0, age.toSeconds() / 60.0);
        return Math.min(1, Math.log1p(minutes) / Math.log1p((double) FULL.toMinutes()));
    }

    private static void fix(Region region, double width) {
        region.setMinSize(width, HEIGHT);
        region.setPrefSize(width, HEIGHT);
        region.setMaxSize(width, HEIGHT);
    }
}
