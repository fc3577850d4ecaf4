package dev.asyncgate.app.submit;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.app.json.JsonTree;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.UUID;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The editor of the payload, or what stands in for it while the payload has lines too long to lay out. */
final class PayloadPane extends StackPane {

    private final Texts texts;
    private final SubmitViewModel viewModel;
    private final StringProperty payload;
    private final JsonArea area;
    private final StackPane editor;
    private boolean held;
    private boolean asTree;
    private @Nullable JsonNode shownTree;
    private @Nullable UUID shownDraft;

    PayloadPane(PlaceContext context, SubmitViewModel viewModel) {
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.payload = viewModel.form().payloadProperty();
        this.area = new JsonArea(context.background().scope(), payload::set, viewModel::fail);
        var scroll = new VirtualizedScrollPane<>(area);
        scroll.disableProperty().bind(viewModel.readingProperty());
        this.editor = new StackPane(scroll, waiting());
        getStyleClass().add("payload");
        area.setAccessibleText(texts.text("submit.payload"));
        area.setId("submit-payload");
        area.textProperty().addListener((property, before, text) -> typed(text));
        payload.subscribe(this::show);
        viewModel.payloadProperty().subscribe(area::tell);
        viewModel.payloadProperty().subscribe(this::tellTree);
    }

    /** Shows the value as a tree, or its text. A text that is no JSON has no tree. */
    void showTree(boolean tree) {
        asTree = tree;
        shownTree = null;
        if (tree) {
            tellTree(viewModel.payloadProperty().get());
        } else {
            show(payload.get());
        }
    }

    /** The tree was made where the text was checked. */
    @SuppressWarnings("ReferenceEquality") // the same tree, not one that says the same
    private void tellTree(PayloadCheck check) {
        JsonDocument document = check.document();
        if (!asTree || (document != null && document.root() == shownTree)) {
            return;
        }
        shownTree = document == null ? null : document.root();
        if (document == null) {
            getChildren()
                    .setAll(Messages.centred(
                            Messages.empty("draft", texts.text("submit.no_tree"), texts.text("submit.no_tree_text"))));
            return;
        }
        var tree = new JsonTree(texts, document);
        tree.setMaxHeight(Double.MAX_VALUE);
        tree.setId("payloadTree");
        getChildren().setAll(tree);
    }

    /** Whether the editor has the focus. */
    boolean isEdited() {
        return area.isFocused();
    }

    private void typed(String text) {
        if (!held) {
            payload.set(text);
        }
    }

    private void show(String text) {
        held = !JsonArea.canShow(text);
        if (asTree) {
            return;
        }
        if (held) {
            getChildren().setAll(Messages.centred(tooLong(text)));
            return;
        }
        if (!getChildren().contains(editor)) {
            getChildren().setAll(editor);
        }
        UUID draft = viewModel.drafts().currentProperty().get();
        boolean sameDraft = draft.equals(shownDraft);
        shownDraft = draft;
        if (!area.isEditable() || !area.getText().equals(text)) {
            area.show(
                    text,
                    sameDraft,
                    () -> area.tell(viewModel.payloadProperty().get()),
                    failure -> notShown(text, failure));
        }
    }

    /** Why nothing can be typed for a moment. */
    private Label waiting() {
        var reading = viewModel.readingProperty();
        var words = new Label();
        words.setId("payloadWaits");
        words.getStyleClass().addAll(Styles.SMALL, Styles.MUTED, "payload-waits");
        words.textProperty()
                .bind(Bindings.when(reading)
                        .then(texts.text("submit.reading"))
                        .otherwise(texts.text("submit.laying_out")));
        words.visibleProperty().bind(reading.or(area.editableProperty().not()));
        StackPane.setAlignment(words, Pos.TOP_RIGHT);
        return words;
    }

    /** The text is the payload all the same, and what stood in the editor is not. */
    private void notShown(String text, @Nullable Exception failure) {
        held = true;
        if (failure != null) {
            viewModel.fail(failure);
        }
        if (!asTree) {
            getChildren()
                    .setAll(Messages.centred(Messages.empty(
                            "draft",
                            texts.text("submit.not_shown"),
                            texts.text("submit.not_shown_text", text.length()),
                            Action.of(texts.text("submit.not_shown_again"), () -> show(text)),
                            startOver())));
        }
    }

    /** The button goes with its message, so the editor takes the keys. */
    private Action startOver() {
        return Action.of(texts.text("submit.held_clear"), () -> {
            payload.set(Draft.BLANK.payload());
            area.requestFocus();
        });
    }

    private Region tooLong(String text) {
        return Messages.empty(
                "draft",
                texts.text("submit.held"),
                texts.text("submit.held_text", text.length(), JsonArea.LONGEST_LINE),
                Action.of(texts.text("submit.format"), viewModel::format),
                startOver());
    }
}
