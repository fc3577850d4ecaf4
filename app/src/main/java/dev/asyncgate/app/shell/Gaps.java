package dev.asyncgate.app.shell;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Empty regions between parts of a row or column. */
public final class Gaps {

    private Gaps() {}

    /** Takes what is left over, in a row as in a column. */
    public static Region grow() {
        var gap = new Region();
        gap.setMouseTransparent(true);
        HBox.setHgrow(gap, Priority.ALWAYS);
        VBox.setVgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /** The thin upright line between groups of a row. */
    public static Region line() {
        var line = new Region();
        line.getStyleClass().add("v-separator");
        return line;
    }
}
