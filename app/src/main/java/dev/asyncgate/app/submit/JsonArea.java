package dev.asyncgate.app.submit;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.IndexRange;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.model.StyledDocument;
import org.fxmisc.richtext.model.TwoDimensional;
import org.jspecify.annotations.Nullable;

/** A text area for JSON: numbered lines, colours, and one marked place. */
final class JsonArea extends CodeArea {

    /** The longest line that can be laid out without keeping the FX thread. */
    static final int LONGEST_LINE = 5_000;

    private static final int MOST_CHARACTERS = 2_000_000;

    /** Up to so many characters are shown at once, within a frame or so. */
    private static final int AT_ONCE = 50_000;

    private static final String ERROR_LINE = "error-line";

    private final Scope scope;
    private final Consumer<String> tooLongToShow;
    private final Consumer<Exception> failed;
    private int errorLine = -1;
    private boolean coloured;

    /**
     * Makes it.
     *
     * @param scope cuts long texts into lines off the FX thread
     * @param tooLongToShow is given a text that was pasted and that the area cannot lay out in time
     * @param failed is told why a text that was pasted could not be cut into lines; the area stays as it was
     */
    JsonArea(Scope scope, Consumer<String> tooLongToShow, Consumer<Exception> failed) {
        this.scope = scope;
        this.tooLongToShow = tooLongToShow;
        this.failed = failed;
        setParagraphGraphicFactory(this::gutter);
        getStyleClass().add("json-area");
    }

    /** Whether the text can be laid out line by line within a frame or so. */
    static boolean canShow(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return false;
        }
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            if (stop - start > LONGEST_LINE) {
                return false;
            }
            start = stop + 1;
        }
        return true;
    }

    @Override
    public void paste() {
        String pasted = Clipboard.getSystemClipboard().getString();
        if (pasted == null || !isEditable()) {
            return;
        }
        IndexRange selected = getSelection();
        String whole = getText();
        String after = whole.substring(0, selected.getStart()) + pasted + whole.substring(selected.getEnd());
        if (!canShow(after)) {
            tooLongToShow.accept(after);
        } else if (pasted.length() <= AT_ONCE) {
            replaceSelection(pasted);
        } else {
            cut(
                    pasted,
                    lines -> {
                        IndexRange there = getSelection();
                        replace(there.getStart(), there.getEnd(), lines);
                        requestFollowCaret();
                    },
                    failed,
                    () -> {});
        }
    }

    /**
     * Replaces the text, then says so: at once, or a moment later where it is long. What is typed until then would be lost
     * with the text it was typed into, so nothing can be.
     *
     * @param undoable whether the text before can be brought back; else all that could be undone is forgotten
     * @param notShown is told why it could not be cut into lines, null where somebody stopped it; until another text is shown
     *     nothing can be typed
     */
    void show(String text, boolean undoable, Runnable shown, Consumer<@Nullable Exception> notShown) {
        if (text.length() <= AT_ONCE) {
            scope.cancelAll();
            begin(() -> replaceText(text), undoable, shown);
        } else {
            setEditable(false);
            cut(
                    text,
                    lines -> begin(() -> replace(0, getLength(), lines), undoable, shown),
                    failure -> notShown.accept(failure),
                    () -> notShown.accept(null));
        }
    }

    private void begin(Runnable replace, boolean undoable, Runnable shown) {
        mark(-1);
        setEditable(true);
        replace.run();
        coloured = false;
        if (!undoable) {
            getUndoManager().forgetHistory();
        }
        moveTo(0);
        requestFollowCaret();
        shown.run();
    }

    /** Cutting a text into lines takes most of the time that it takes to show it; the last one that was asked for counts. */
    private void cut(
            String text,
            Consumer<StyledDocument<Collection<String>, String, Collection<String>>> onLines,
            Consumer<Exception> onFailure,
            Runnable onStop) {
        Collection<String> ofLines = getInitialParagraphStyle();
        Collection<String> ofText = getInitialTextStyle();
        var segments = getSegOps();
        scope.load("cut", () -> ReadOnlyStyledDocument.fromString(text, ofLines, ofText, segments), onLines, onFailure)
                .whenStopped(onStop);
    }

    /** Colours the text that was read and marks what is wrong in it; an older reading changes nothing. */
    void tell(PayloadCheck check) {
        if (!check.text().equals(getText())) {
            return;
        }
        Json.Check.Problem problem = check.problem();
        if (check.isColoured() && !check.text().isEmpty()) {
            setStyleSpans(0, spans(check));
            coloured = true;
        } else if (coloured) {
            clearStyle(0, getLength());
            coloured = false;
        }
        mark(problem == null ? -1 : Math.min(problem.line(), lines()) - 1);
    }

    private static StyleSpans<Collection<String>> spans(PayloadCheck check) {
        var spans = new StyleSpansBuilder<Collection<String>>();
        Json.Check.Problem problem = check.problem();
        int wrongAt = problem == null ? -1 : problem.offset();
        int at = 0;
        for (JsonToken token : check.tokens()) {
            spans.add(List.of(), token.start() - at);
            boolean wrong = token.start() <= wrongAt && wrongAt < token.end();
            String colour = colour(token.kind());
            spans.add(wrong ? List.of(colour, "json-error") : List.of(colour), token.end() - token.start());
            at = token.end();
        }
        spans.add(List.of(), check.text().length() - at);
        return spans.create();
    }

    private static String colour(JsonToken.Kind kind) {
        return switch (kind) {
            case KEY -> Styles.JSON_KEY;
            case STRING -> Styles.JSON_STRING;
            case NUMBER -> Styles.JSON_NUMBER;
            case WORD -> Styles.JSON_WORD;
            case PUNCTUATION -> Styles.JSON_PUNCTUATION;
        };
    }

    private void mark(int line) {
        int before = errorLine;
        errorLine = line;
        if (before != line && before >= 0 && before < lines()) {
            setParagraphStyle(before, List.of());
            recreateParagraphGraphic(before);
        }
        if (line >= 0 && !getParagraph(line).getParagraphStyle().contains(ERROR_LINE)) {
            setParagraphStyle(line, List.of(ERROR_LINE));
            recreateParagraphGraphic(line);
        }
    }

    private int lines() {
        return offsetToPosition(getLength(), TwoDimensional.Bias.Forward).getMajor() + 1;
    }

    private Node gutter(int line) {
        var number = new Label(Integer.toString(line + 1));
        number.getStyleClass().add("line-number");
        var diamond = new StackPane();
        diamond.getStyleClass().add("line-mark");
        var gutter = new HBox(number, diamond);
        gutter.setAlignment(Pos.CENTER_LEFT);
        gutter.getStyleClass().add("gutter");
        if (line == errorLine) {
            var mark = new SVGPath();
            mark.setContent("M4 0l4 4l-4 4l-4 -4z");
            mark.getStyleClass().add("error-diamond");
            diamond.getChildren().setAll(mark);
            gutter.getStyleClass().add(ERROR_LINE);
        }
        return gutter;
    }
}
