package dev.asyncgate.app.gateway;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.shell.Dialog;
import dev.asyncgate.app.shell.EnvironmentPill;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.error.GateException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A dialog of some fields; what is refused is told below them. */
abstract class FormDialog implements Dialog {

    private final Texts texts;
    private final Acting acting;
    private final String kind;
    private final VBox root = new VBox();
    private final VBox refusal = new VBox();

    /** {@code kind} begins the keys of its words. */
    FormDialog(Texts texts, Acting acting, String kind) {
        this.texts = texts;
        this.acting = acting;
        this.kind = kind;
        root.getStyleClass().addAll("overlay", "dialog");
        root.getStyleClass().addAll(acting.environment().styleClasses());
        root.setMaxHeight(Region.USE_PREF_SIZE);
        refusal.getStyleClass().setAll("dialog-refusal");
        refusal.managedProperty().bind(refusal.visibleProperty());
        refusal.setVisible(false);
    }

    /** Does what was asked for, or refuses. */
    abstract void submit();

    /** Puts it together. */
    final void show(Node... fields) {
        var title = new Label(text("title"), Glyphs.icon("lock", 16));
        title.getStyleClass().add(Styles.INSPECTOR_TITLE);
        var pill = new EnvironmentPill(acting.environment(), texts.text("act.tenant", acting.tenant()));
        root.getChildren().setAll(Dialog.row("dialog-head", title, Gaps.grow(), pill));
        root.getChildren().addAll(fields);
        root.getChildren().addAll(refusal, foot());
    }

    private Node foot() {
        var cancel = new Button(texts.text("gateway.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> acting.dialogs().close());
        var act = new Button(text("act"));
        act.getStyleClass().add(Styles.PRIMARY);
        act.setOnAction(event -> submit());
        return Dialog.foot(text("note"), cancel, act);
    }

    final void refuse(Exception problem) {
        refusal.setVisible(true);
        refusal.getChildren().setAll(ErrorNote.of(texts, problem));
    }

    /** The whole number that was typed. */
    static int whole(String field, String typed, int most) {
        if (typed.matches("\\d{1,7}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= most) {
            return Integer.parseInt(typed);
        }
        throw GateException.invalid(
                field, "%s is \"%s\"; allowed is a whole number from 1 to %,d.".formatted(field, typed, most));
    }

    static TextField field(String id, String value) {
        var field = new TextField(value);
        field.setId(id);
        return field;
    }

    final Node column(String nameKey, String noteKey, Region input) {
        var name = new Label(text(nameKey));
        name.getStyleClass().addAll(Styles.SMALL, Styles.MEDIUM);
        name.setLabelFor(input);
        input.setAccessibleText(name.getText());
        var note = new Label(noteKey.isEmpty() ? "" : text(noteKey));
        note.getStyleClass().add(Styles.FIELD_NOTE);
        var column = new VBox(Dialog.row("dialog-field-head", name, Gaps.grow(), note), input);
        column.getStyleClass().add("dialog-field");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    static Node row(Node... columns) {
        return Dialog.row("dialog-fields", columns);
    }

    final String text(String key) {
        return texts.text("gateway." + kind + "." + key);
    }

    @Override
    public Region view() {
        return root;
    }
}
