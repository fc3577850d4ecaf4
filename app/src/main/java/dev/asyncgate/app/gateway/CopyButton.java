package dev.asyncgate.app.gateway;

import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import javafx.scene.control.Button;

/** A button that says what it copies. */
final class CopyButton extends Button {

    CopyButton(String words, String content) {
        super(words, Glyphs.icon("copy", 11));
        getStyleClass().add(Styles.SMALL_BUTTON);
        setMinWidth(USE_PREF_SIZE);
        setOnAction(event -> Pieces.copy(content));
    }
}
