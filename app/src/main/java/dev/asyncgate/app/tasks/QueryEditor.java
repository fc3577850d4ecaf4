package dev.asyncgate.app.tasks;

import java.util.Collection;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.fxmisc.richtext.NavigationActions.SelectionPolicy;
import org.fxmisc.richtext.StyleClassedTextArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** The line in which a query is typed, in colours: an area that is never more than a line. For the FX thread only. */
final class QueryEditor extends StyleClassedTextArea {

    private final ReadOnlyStringWrapper typed = new ReadOnlyStringWrapper(this, "typed", "");

    /** {@code enter} is run by the key of that name. */
    QueryEditor(String prompt, String name, Runnable enter) {
        setId("queryField");
        getStyleClass().addAll("query-editor", "mono");
        setAccessibleText(name);
        setWrapText(false);
        var words = new Text(prompt);
        words.getStyleClass().add("query-prompt");
        setPlaceholder(words, Pos.CENTER_LEFT);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                enter.run();
                event.consume();
            } else if (event.getCode() == KeyCode.TAB) {
                fireEvent(event.copyFor(getParent(), getParent()));
                event.consume();
            }
        });
        textProperty().addListener((observed, before, now) -> {
            typed.set(now);
            colour(now);
        });
    }

    /** Lines become one. */
    @Override
    public void paste() {
        String pasted = Clipboard.getSystemClipboard().getString();
        if (pasted != null) {
            replaceSelection(pasted.strip().replaceAll("\\s+", " "));
        }
    }

    /** Replaces what is typed; it cannot be undone into what stood there. */
    void show(String text) {
        if (!getText().equals(text)) {
            replaceText(text);
            getUndoManager().forgetHistory();
            toEnd();
        }
    }

    void toEnd() {
        end(SelectionPolicy.CLEAR);
    }

    /** What stands in it. */
    ReadOnlyStringProperty typedProperty() {
        return typed.getReadOnlyProperty();
    }

    private void colour(String text) {
        if (text.isEmpty()) {
            return;
        }
        var spans = new StyleSpansBuilder<Collection<String>>();
        int at = 0;
        for (QueryTokens.Token token : QueryTokens.of(text)) {
            spans.add(List.of(), token.start() - at);
            spans.add(List.of(token.style()), token.end() - token.start());
            at = token.end();
        }
        spans.add(List.of(), text.length() - at);
        setStyleSpans(0, spans.create());
    }
}
