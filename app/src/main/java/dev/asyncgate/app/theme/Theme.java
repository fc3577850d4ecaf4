package dev.asyncgate.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import javafx.application.ColorScheme;

/** The looks of the console. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet()),
    LIGHT(new PrimerLight().getUserAgentStylesheet()),
    CONTRAST(new PrimerDark().getUserAgentStylesheet());

    private final String base;

    Theme(String base) {
        this.base = base;
    }

    /** The name in lower case: of its token file and in text keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The theme nearest to what the desktop asks for. */
    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.LIGHT ? LIGHT : DARK;
    }

    String base() {
        return base;
    }

    String tokens() {
        return "/dev/asyncgate/ui/theme/" + key() + ".css";
    }
}
