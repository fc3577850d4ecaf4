package dev.asyncgate.app.tasks;

import java.util.Collection;
import java.util.List;
import javafx.scene.text.Text;
import org.fxmisc.richtext.NavigationActions.SelectionPolicy;
import org.fxmisc.richtext.StyleClassedTextField;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/** The line in which a query is typed, in colours. For the FX thread only. */
final class QueryEditor extends StyleClassedTextField {

    QueryEditor(String prompt, String name) {
        setId("queryField");
        getStyleClass().addAll("query-editor", "mono");
        setAccessibleText(name);
        var words = new Text(prompt);
        words.getStyleClass().add("query-prompt");
        setPromptText(words);
        textProperty().addListener((observed, before, now) -> colour(now));
    }

    /** Replaces what is typed; it cannot be undone into what stood there. */
    void show(String text) {
        if (!getText().equals(text)) {
            replaceText(text);
            getUndoManager().forgetHistory();
            end(SelectionPolicy.CLEAR);
        }
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
