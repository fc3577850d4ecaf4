package dev.asyncgate.app.theme;

/** What the theme button steps through. */
public enum ThemeChoice {
    DARK,
    LIGHT,
    CONTRAST,
    /** Whatever the desktop asks for, and follows it. */
    SYSTEM;

    /** The next in the round. */
    public ThemeChoice next() {
        return switch (this) {
            case DARK -> LIGHT;
            case LIGHT -> CONTRAST;
            case CONTRAST -> SYSTEM;
            case SYSTEM -> DARK;
        };
    }
}
