package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Where views come from: a file under {@code dev/asyncgate/ui}, and the controller it is wired to. */
public final class Fxml {

    private Fxml() {}

    /** Loads a view, such as {@code tasks/Tasks.fxml}; its controller is ready afterwards. For the FX thread. */
    public static Parent load(String file, Object controller, Texts texts) {
        var loader = new FXMLLoader(
                Objects.requireNonNull(Fxml.class.getResource("/dev/asyncgate/ui/" + file), file), texts.bundle());
        loader.setController(controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
