package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A failure told where it happened: in words, with its code, a way to copy the details, and what to do next. */
public final class ErrorNote extends HBox {

    private ErrorNote(Texts texts, ErrorCode code, String message, String next, List<Action> actions) {
        getStyleClass().addAll(Styles.NOTE, Styles.NOTE_DANGER, "error-note");
        var words = label(message, "error-words");
        var codeLabel = label(code.name(), Styles.MONO, Styles.TINY);
        var column = new VBox(words, codeLabel, label(next, Styles.SMALL, Styles.MUTED));
        column.getStyleClass().add("error-column");
        if (!actions.isEmpty()) {
            column.getChildren().add(Messages.buttons(actions));
        }
        HBox.setHgrow(column, Priority.ALWAYS);
        var copy = new Button(null, Glyphs.icon("copy", 13));
        copy.getStyleClass().addAll(Styles.FLAT, Styles.ICON_BUTTON);
        copy.setAccessibleText(texts.text("error.copy"));
        copy.setOnAction(event -> copy(code + "\n" + message));
        getChildren().setAll(Glyphs.icon("warn", 14), column, copy);
    }

    /** What to show for any failure of a query; the next step comes from the code. */
    public static ErrorNote of(Texts texts, Exception failure, Action... actions) {
        ErrorCode code = failure instanceof GateException refusal ? refusal.code() : ErrorCode.INTERNAL_ERROR;
        String message =
                failure instanceof GateException refusal ? refusal.getMessage() : texts.text("error.internal", failure);
        String next = texts.text("error.next." + code.name().toLowerCase(Locale.ROOT));
        return new ErrorNote(texts, code, message, next, List.of(actions));
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
