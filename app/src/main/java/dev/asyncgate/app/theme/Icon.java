package dev.asyncgate.app.theme;

import javafx.beans.NamedArg;

/** An icon, for FXML: {@code <Icon name="search" size="14"/>}. */
public final class Icon extends Glyph {

    public Icon(@NamedArg("name") String name, @NamedArg("size") double size) {
        super(Glyphs.iconPath(name), size, "icon");
    }
}
