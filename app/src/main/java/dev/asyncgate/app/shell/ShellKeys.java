package dev.asyncgate.app.shell;

import dev.asyncgate.app.shell.Destination.ShowPlace;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The keys that work everywhere in the window. */
final class ShellKeys {

    private final Navigator navigator;
    private final Supplier<@Nullable Place> place;
    private final Overlays overlays;
    private final Supplier<List<PlaceId>> places;
    private final Runnable toggleRail;

    ShellKeys(
            Navigator navigator,
            Supplier<@Nullable Place> place,
            Overlays overlays,
            Supplier<List<PlaceId>> places,
            Runnable toggleRail) {
        this.navigator = navigator;
        this.place = place;
        this.overlays = overlays;
        this.places = places;
        this.toggleRail = toggleRail;
    }

    void listenOn(Node root) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if ((!overlays.isAsking() && withModifier(event)) || (event.getCode() == KeyCode.ESCAPE && escape())) {
                event.consume();
            }
        });
        root.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (!(event.getTarget() instanceof TextInputControl) && typed(event.getCharacter())) {
                event.consume();
            }
        });
    }

    private boolean withModifier(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.K) {
            overlays.showPalette();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.B) {
            toggleRail.run();
        } else if (event.isShortcutDown() && event.getCode().isDigitKey()) {
            return goTo(event.getCode());
        } else if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
            navigator.back();
        } else if (event.isAltDown() && event.getCode() == KeyCode.RIGHT) {
            navigator.forward();
        } else {
            return false;
        }
        return true;
    }

    private boolean goTo(KeyCode digit) {
        int index = digit.getCode() - KeyCode.DIGIT1.getCode();
        List<PlaceId> here = places.get();
        if (index < 0 || index >= here.size()) {
            return false;
        }
        navigator.go(new ShowPlace(here.get(index)));
        return true;
    }

    private boolean escape() {
        Place current = place.get();
        return overlays.close() || (current != null && current.escape());
    }

    private boolean typed(String character) {
        Place current = place.get();
        switch (character) {
            case "?" -> overlays.showHelp();
            case "/" -> {
                if (current != null) {
                    current.focusFilter();
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
