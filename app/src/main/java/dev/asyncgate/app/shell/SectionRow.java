package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The row that divides a place which holds several tables: what follows, a note about it, and what can be done. */
public final class SectionRow extends HBox {

    private final Label note = new Label();

    public SectionRow(String title, Node... actions) {
        var name = new Label(title);
        name.getStyleClass().add(Styles.MEDIUM);
        note.getStyleClass().add(Styles.MUTED);
        getStyleClass().add(Styles.SECTION_ROW);
        getChildren().addAll(name, note, Gaps.grow());
        getChildren().addAll(actions);
    }

    /** Says something behind the title, such as how many there are. */
    public void note(String words) {
        note.setText(words);
    }
}
