package dev.asyncgate.app.theme;

/** What stands before a line that was checked; the word beside it says the same. */
public enum CheckMark {
    HOLDS("check", "icon-good"),
    /** Why not; nothing is broken by it. */
    DOES_NOT("close", "icon-warn"),
    BROKEN("close", "icon-bad"),
    ATTENTION("warn", "icon-warn"),
    NOT_YET("minus", "icon-subtle");

    private final String icon;
    private final String style;

    CheckMark(String icon, String style) {
        this.icon = icon;
        this.style = style;
    }

    public Glyph glyph(double size) {
        Glyph glyph = Glyphs.icon(icon, size);
        glyph.getStyleClass().add(style);
        return glyph;
    }
}
