package dev.asyncgate.app.export;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.FileChooser;

/** Asks where a file is to go. For the FX thread only. */
@FunctionalInterface
public interface SavePrompt {

    /** Empty when the question was answered with no. */
    Optional<Path> ask(Node over, String suggestedName);

    /** The one of the operating system. */
    static SavePrompt ofSystem() {
        return (over, name) -> {
            var chooser = new FileChooser();
            chooser.setInitialFileName(name);
            return Optional.ofNullable(chooser.showSaveDialog(over.getScene().getWindow()))
                    .map(File::toPath);
        };
    }
}
