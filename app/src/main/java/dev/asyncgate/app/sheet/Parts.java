package dev.asyncgate.app.sheet;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Styles;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Rows and headings of the sheet. */
final class Parts {

    private Parts() {}

    /** A part with its heading above and 14 px below. */
    static VBox part(String title, String note, List<? extends Node> content) {
        var heading =
                row(20, label(title, Styles.SMALL, Styles.BOLD), Gaps.grow(), label(note, Styles.TINY, Styles.MUTED));
        VBox.setMargin(heading, new Insets(0, 0, 6, 0));
        var part = new VBox(heading);
        part.getChildren().addAll(content);
        part.setPadding(new Insets(0, 0, 14, 0));
        return part;
    }

    /** A part with 10 px below. */
    static VBox tightPart(String title, String note, List<? extends Node> content) {
        VBox part = part(title, note, content);
        part.setPadding(new Insets(0, 0, 10, 0));
        return part;
    }

    static HBox row(double height, Node... nodes) {
        var row = new HBox(nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(height);
        row.setMaxHeight(height);
        return row;
    }

    /** A row with a hairline under it. */
    static HBox lined(double height, Node... nodes) {
        HBox row = row(height, nodes);
        row.getStyleClass().add("sheet-row");
        return row;
    }

    static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    static <R extends Region> R wide(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    /** A box in the colour of a token. */
    static Region swatch(String token, double width, double height) {
        var swatch = wide(new Region(), width);
        swatch.setMinHeight(height);
        swatch.setMaxHeight(height);
        swatch.setStyle("-fx-background-color: -" + token + "; -fx-background-radius: 3px;");
        return swatch;
    }
}
