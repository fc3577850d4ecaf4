package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** Where another priority is typed: Enter sets it. */
final class PriorityForm extends HBox {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");

    private final TextField field;

    PriorityForm(Texts texts, int priority, IntConsumer set, Runnable keep) {
        getStyleClass().add("priority-form");
        field = new TextField(Integer.toString(priority));
        field.setId("priorityField");
        field.getStyleClass().add(Styles.MONO);
        field.setPrefColumnCount(6);
        field.setAccessibleText(texts.text("tasks.act.priority_field"));
        var label = new Label(texts.text("tasks.act.priority_field"));
        label.setLabelFor(field);
        label.getStyleClass().add(Styles.SMALL);
        var done = new Button(texts.text("tasks.act.priority_set"));
        done.getStyleClass().add(Styles.SMALL_BUTTON);
        var back = new Button(texts.text("tasks.act.priority_keep"));
        back.getStyleClass().add(Styles.SMALL_BUTTON);
        field.textProperty().subscribe(text -> {
            boolean number = NUMBER.matcher(text.strip()).matches();
            done.setDisable(!number);
            field.getStyleClass().remove(Styles.INVALID);
            if (!number) {
                field.getStyleClass().add(Styles.INVALID);
            }
        });
        done.setOnAction(event -> set.accept(Integer.parseInt(field.getText().strip())));
        field.setOnAction(event -> done.fire());
        back.setOnAction(event -> keep.run());
        getChildren().setAll(label, field, done, back);
    }

    void takeFocus() {
        field.requestFocus();
        field.selectAll();
    }
}
