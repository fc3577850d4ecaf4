package dev.asyncgate.app.rows;

import dev.asyncgate.app.rows.QueryText.Reading;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Where filters are typed; what cannot be read is told below. For the FX thread only. */
public final class QueryField extends VBox {

    /** Typing waits for itself this long before it is read. */
    private static final Duration TYPING = Duration.millis(200);

    private final Texts texts;
    private final TextField field = new TextField();
    private final Label problemLabel = new Label();
    private final HBox box = new HBox();
    private final PauseTransition typing = new PauseTransition(TYPING);

    /** {@code below} takes the focus when the reader goes down from the field. */
    public QueryField(Texts texts, String prompt, TextQuery<?> query, Runnable below) {
        this.texts = texts;
        field.setId("queryField");
        field.setPromptText(prompt);
        field.setAccessibleText(prompt);
        field.getStyleClass().add(Styles.MONO);
        HBox.setHgrow(field, Priority.ALWAYS);
        var key = new Label("/");
        key.getStyleClass().add(Styles.KBD);
        box.getStyleClass().add(Styles.INPUT);
        box.getChildren().setAll(Glyphs.icon("filter", 14), field, key);
        HBox.setHgrow(box, Priority.ALWAYS);
        HBox.setHgrow(this, Priority.ALWAYS);
        problemLabel.getStyleClass().addAll(Styles.SMALL, Styles.BAD);
        problemLabel.setId("problemLabel");
        problemLabel.managedProperty().bind(problemLabel.visibleProperty());
        getStyleClass().add("query-field");
        getChildren().setAll(box, problemLabel);
        typing.setOnFinished(event -> query.textProperty().set(field.getText()));
        field.textProperty().subscribe(ignored -> typing.playFromStart());
        field.setOnAction(event -> query.textProperty().set(field.getText()));
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) {
                query.textProperty().set(field.getText());
                below.run();
                event.consume();
            }
        });
        query.textProperty().subscribe(this::write);
        query.problemProperty().subscribe(this::tell);
    }

    public void takeFocus() {
        field.requestFocus();
        field.end();
    }

    private void write(String words) {
        typing.stop();
        if (!field.getText().equals(words)) {
            field.setText(words);
            field.end();
            typing.stop();
        }
    }

    private void tell(Reading.@Nullable Problem<?> problem) {
        box.getStyleClass().remove(Styles.INVALID);
        problemLabel.setVisible(problem != null);
        if (problem != null) {
            box.getStyleClass().add(Styles.INVALID);
            problemLabel.setText(texts.text(problem.faultKey(), problem.found(), problem.allowed()));
        }
    }
}
