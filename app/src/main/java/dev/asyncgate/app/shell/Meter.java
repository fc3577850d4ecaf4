package dev.asyncgate.app.shell;

import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A thin bar that is filled to a share; the number stands beside it. */
public final class Meter extends StackPane {

    private static final double HEIGHT = 6;

    /** {@code style} of the filled part: {@code warn}, {@code bad}, or empty. */
    public Meter(double width, double share, String style) {
        var part = new Region();
        part.getStyleClass().add("meter-part");
        if (!style.isEmpty()) {
            part.getStyleClass().add(style);
        }
        fix(part, width * Math.clamp(share, 0, 1));
        fix(this, width);
        getStyleClass().add("meter");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(part);
    }

    private static void fix(Region region, double width) {
        region.setMinSize(width, HEIGHT);
        region.setPrefSize(width, HEIGHT);
        region.setMaxSize(width, HEIGHT);
    }
}
