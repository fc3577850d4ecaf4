package dev.asyncgate.app.acts;

import static dev.asyncgate.app.shell.Dialog.row;

import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks for a confirmation: what, where, in whose name, and why. The safe button is the default. */
final class ConfirmationDialog implements Dialog {

    /** What the parts of a scope have beside who acts, in px. */
    private static final double SCOPE_WIDTH = 500;

    private final Texts texts;
    private final Acting acting;
    private final ConfirmationViewModel viewModel;
    private final Runnable keep;
    private final VBox root = new VBox();
    private final VBox refusal = new VBox();
    private final TextField reason = new TextField();

    /** {@code keep} is told when the dialog was closed, however. */
    ConfirmationDialog(Texts texts, Acting acting, ConfirmationViewModel viewModel, Runnable keep) {
        this.texts = texts;
        this.acting = acting;
        this.viewModel = viewModel;
        this.keep = keep;
        root.getStyleClass().addAll("overlay", "dialog");
        root.getStyleClass().addAll(acting.environment().styleClasses());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        refusal.managedProperty().bind(refusal.visibleProperty());
        viewModel.refusalProperty().subscribe(this::tell);
        root.getChildren().setAll(head(), scope(), effects(), fields(), refusal, foot());
    }

    private Node head() {
        Glyph warning = Glyphs.icon("warn", 16);
        warning.getStyleClass().add("icon-warn");
        var title = new Label(viewModel.asked().title(), warning);
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var pill = new EnvironmentPill(acting.environment(), texts.text("act.tenant", acting.tenant()));
        return row("dialog-head", title, Gaps.grow(), pill);
    }

    private Node scope() {
        var facts = new FlowPane(8, 6);
        facts.setAlignment(Pos.CENTER_LEFT);
        facts.setPrefWrapLength(SCOPE_WIDTH);
        for (Confirmation.Fact fact : viewModel.asked().scope()) {
            var chip = new HBox(label(fact.key(), Styles.MUTED), label(fact.value(), Styles.MONO));
            chip.getStyleClass().add(Styles.CHIP);
            facts.getChildren().add(chip);
        }
        HBox.setHgrow(facts, Priority.ALWAYS);
        Label actor = label(texts.text("act.as", acting.operator().principal()), Styles.SMALL, Styles.MUTED);
        actor.setMinWidth(Region.USE_PREF_SIZE);
        return row("dialog-scope", facts, actor);
    }

    private Node effects() {
        var lines = new VBox();
        lines.getStyleClass().add("dialog-body");
        for (String effect : viewModel.asked().effects()) {
            Label words = label(effect, Styles.SMALL);
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(words, Priority.ALWAYS);
            lines.getChildren().add(row("dialog-effect", Glyphs.icon("right", 11), words));
        }
        return lines;
    }

    private Node fields() {
        Confirmation asked = viewModel.asked();
        reason.textProperty().bindBidirectional(viewModel.reasonProperty());
        String words = texts.text(asked.reasonRequired() ? "act.reason" : "act.reason_optional");
        var fields = row("dialog-fields", field(label(words, Styles.MEDIUM), label(asked.reasonNote()), reason));
        String word = asked.word();
        if (word != null) {
            fields.getChildren().add(typed(word));
        }
        return fields;
    }

    private Node typed(String word) {
        var typed = new TextField();
        typed.getStyleClass().add(Styles.MONO);
        typed.setId("confirmTyped");
        typed.textProperty().bindBidirectional(viewModel.typedProperty());
        Label progress = label("");
        typed.textProperty()
                .subscribe(text -> progress.setText(
                        texts.text("act.typed", Math.min(text.strip().length(), word.length()), word.length())));
        return field(label(texts.text("act.type", word), Styles.MEDIUM), progress, typed);
    }

    private static Node field(Label name, Label note, TextField input) {
        note.getStyleClass().add(Styles.FIELD_NOTE);
        name.getStyleClass().add(Styles.SMALL);
        name.setLabelFor(input);
        input.setAccessibleText(name.getText());
        var column = new VBox(row("dialog-field-head", name, Gaps.grow(), note), input);
        column.getStyleClass().add("dialog-field");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private Node foot() {
        var safe = new Button(viewModel.asked().keep());
        safe.setId("confirmKeep");
        safe.getStyleClass().add("dialog-safe");
        safe.setDefaultButton(true);
        safe.setCancelButton(true);
        safe.disableProperty().bind(viewModel.runningProperty());
        safe.setOnAction(event -> acting.dialogs().close());
        var act = new Button(viewModel.asked().act());
        act.setId("confirmAct");
        act.getStyleClass().add(Styles.DANGER);
        act.disableProperty().bind(viewModel.readyProperty().not());
        act.setOnAction(event -> viewModel.confirm());
        return Dialog.foot(viewModel.asked().lasting(), safe, act);
    }

    private void tell(@Nullable Exception problem) {
        refusal.setVisible(problem != null);
        if (problem != null) {
            var note = ErrorNote.of(texts, problem);
            refusal.getStyleClass().setAll("dialog-refusal");
            refusal.getChildren().setAll(note);
        }
    }

    private static Label label(String words, String... styles) {
        var label = new Label(words);
        label.getStyleClass().addAll(styles);
        return label;
    }

    @Override
    public Region view() {
        return root;
    }

    @Override
    public Node first() {
        return reason;
    }

    @Override
    public boolean mayClose() {
        return !viewModel.runningProperty().get();
    }

    @Override
    public void closed() {
        keep.run();
    }
}
