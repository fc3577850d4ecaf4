package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Styles;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A field with its name above it, a note beside the name, and below it what is wrong. */
public final class FormField extends VBox {

    private final Region control;
    private final Label note = new Label();
    private final Label problem = new Label();

    public FormField(String name, Region control, Region focusOwner) {
        this.control = control;
        getStyleClass().add("form-field");
        var label = new Label(name);
        label.getStyleClass().add(Styles.FIELD_LABEL);
        label.setLabelFor(focusOwner);
        label.setMinWidth(Region.USE_PREF_SIZE);
        focusOwner.setAccessibleText(name);
        note.getStyleClass().add(Styles.FIELD_NOTE);
        var head = new HBox(label, Gaps.grow(), note);
        head.getStyleClass().add("form-field-head");
        problem.getStyleClass().addAll("field-problem", Styles.BAD);
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.managedProperty().bind(problem.visibleProperty());
        getChildren().setAll(head, control, problem);
        tell(null);
    }

    public void note(String words) {
        note.setText(words);
    }

    /** Marks the field and says why; null when nothing is wrong. */
    public void tell(@Nullable String wrong) {
        problem.setVisible(wrong != null);
        problem.setText(wrong == null ? "" : wrong);
        control.getStyleClass().remove(Styles.INVALID);
        if (wrong != null) {
            control.getStyleClass().add(Styles.INVALID);
        }
    }
}
