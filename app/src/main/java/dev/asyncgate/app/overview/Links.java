package dev.asyncgate.app.overview;

import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/** Makes a part of the overview lead somewhere, by mouse and by key. For the FX thread only. */
final class Links {

    private Links() {}

    /** {@code name} says what it is and where it leads. */
    static <R extends Region> R to(R part, String name, Runnable go) {
        part.getStyleClass().add("overview-link");
        part.setAccessibleRole(AccessibleRole.BUTTON);
        part.setAccessibleText(name);
        part.setFocusTraversable(true);
        part.setOnMouseClicked(event -> go.run());
        part.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                go.run();
                event.consume();
            }
        });
        return part;
    }
}
