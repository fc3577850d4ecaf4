package dev.asyncgate.app.receipt;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import javafx.scene.control.Button;

/** A button that says what it copies. */
public final class CopyButton extends Button {

    public CopyButton(String words, String content) {
        super(words, Glyphs.icon("copy", 11));
        getStyleClass().add(Styles.SMALL_BUTTON);
        setMinWidth(USE_PREF_SIZE);
        setOnAction(event -> Pieces.copy(content));
    }
}
