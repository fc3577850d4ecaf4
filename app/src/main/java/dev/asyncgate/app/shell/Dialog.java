package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What asks a person before something happens, over the window. For the FX thread only. */
public interface Dialog {

    Region view();

    /** What has the focus when it opens, and gets it back. */
    Node first();

    /** Whether Escape closes it now; false while something is under way that cannot be called back. */
    default boolean mayClose() {
        return true;
    }

    /** It was closed, however. */
    default void closed() {}

    /** Parts of a dialog beside each other. */
    static HBox row(String style, Node... parts) {
        var row = new HBox(parts);
        row.getStyleClass().add(style);
        return row;
    }

    /** Its last row: words that give way, and the buttons. */
    static HBox foot(String words, Button... buttons) {
        var note = new Label(words);
        note.getStyleClass().addAll(Styles.SMALL, Styles.MUTED);
        note.setWrapText(true);
        HBox foot = row("dialog-foot", note, Gaps.grow());
        for (Button button : buttons) {
            button.setMinWidth(Region.USE_PREF_SIZE);
            foot.getChildren().add(button);
        }
        return foot;
    }
}
