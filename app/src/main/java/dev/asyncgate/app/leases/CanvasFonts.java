package dev.asyncgate.app.leases;

import dev.asyncgate.app.theme.Fonts;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** The fonts of the timeline, made once the families are known. */
record CanvasFonts(Font words, Font data, Font dataBold, Font id, Font lane) {

    static CanvasFonts load() {
        return new CanvasFonts(
                Font.font(Fonts.WORDS, 11),
                Font.font(Fonts.DATA, 11),
                Font.font(Fonts.DATA, FontWeight.BOLD, 11),
                Font.font(Fonts.DATA, 10.5),
                Font.font(Fonts.DATA, 12));
    }

    /** The widths of words, for layouts. */
    TextWidths widths() {
        var text = new Text();
        text.setFont(words);
        return new TextWidths(string -> {
            text.setText(string);
            return text.getLayoutBounds().getWidth();
        });
    }
}
