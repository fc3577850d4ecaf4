package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The strip in which a place says its figures. */
public final class Figures extends HBox {

    /**
     * A number and what it counts.
     *
     * @param style of the number, such as {@link Styles#WARN}; empty for none
     */
    public record Figure(String number, String name, String note, String style) {}

    public Figures() {
        getStyleClass().add("figures");
    }

    public void tell(List<Figure> figures) {
        getChildren().setAll(figures.stream().map(Figures::cell).toList());
    }

    private static Node cell(Figure figure) {
        var number = new Label(figure.number());
        number.getStyleClass().add("figure-number");
        if (!figure.style().isEmpty()) {
            number.getStyleClass().add(figure.style());
        }
        var name = new Label(figure.name());
        name.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        var note = new Label(figure.note());
        note.getStyleClass().addAll(Styles.TINY, Styles.MUTED);
        var cell = new VBox(new HBox(number, name), note);
        cell.getStyleClass().add("figure-cell");
        cell.setPrefWidth(0);
        HBox.setHgrow(cell, Priority.ALWAYS);
        return cell;
    }
}
