package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Where views come from: a file under {@code dev/asyncgate/ui}, and the controller it is wired to. */
public final class Fxml {

    /** No longer than this is one word, or two. */
    private static final int WORD = 14;

    private Fxml() {}

    /** Loads a view, such as {@code tasks/Tasks.fxml}; its controller is ready afterwards. For the FX thread. */
    public static Parent load(String file, Object controller, Texts texts) {
        var loader = new FXMLLoader(
                Objects.requireNonNull(Fxml.class.getResource("/dev/asyncgate/ui/" + file), file), texts.bundle());
        loader.setController(controller);
        try {
            Parent view = loader.load();
            keepWords(view);
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where there is little room sentences give way: not what one presses, nor single words such as titles. */
    private static void keepWords(@Nullable Node node) {
        switch (node) {
            case Labeled words
            when isShort(words) && words.getMinWidth() == Region.USE_COMPUTED_SIZE ->
                words.setMinWidth(Region.USE_PREF_SIZE);
            case ScrollPane scroll -> keepWords(scroll.getContent());
            case Parent parent -> parent.getChildrenUnmodifiable().forEach(Fxml::keepWords);
            case null, default -> {}
        }
    }

    private static boolean isShort(Labeled words) {
        String text = words.getText();
        return text != null && !text.isEmpty() && (words instanceof ButtonBase || text.length() <= WORD);
    }
}
