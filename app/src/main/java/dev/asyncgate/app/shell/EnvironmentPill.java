package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The environment's name and guard in its colour. */
public final class EnvironmentPill extends HBox {

    public EnvironmentPill(Environment environment, Texts texts) {
        this(environment, texts.text(environment.guard().textKey()));
    }

    /** With words of its own for the guard, where the place is narrow; without any where they are empty. */
    public EnvironmentPill(Environment environment, String guard) {
        getStyleClass().add("env-pill");
        getStyleClass().addAll(environment.styleClasses());
        getChildren()
                .setAll(
                        environment.isReadOnly() ? Glyphs.icon("lock", 12) : styled(new Region(), "env-mark"),
                        styled(new Label(environment.name()), "env-name"));
        if (!guard.isEmpty()) {
            getChildren().add(styled(new Label(guard), "env-guard"));
        }
    }

    private static <R extends Region> R styled(R region, String styleClass) {
        region.getStyleClass().add(styleClass);
        return region;
    }
}
