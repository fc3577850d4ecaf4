package dev.asyncgate.app.receipts;

import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.task.TaskRow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The newest tasks, one of which is to be chosen. For the FX thread only. */
final class TaskChooser extends VBox {

    private final Texts texts;
    private final Clock clock;
    private final Consumer<UUID> choose;
    private final ListView<TaskRow> list = new ListView<>();

    TaskChooser(Texts texts, Clock clock, Consumer<UUID> choose) {
        this.texts = texts;
        this.clock = clock;
        this.choose = choose;
        getStyleClass().add("chooser");
        var title = new Label(texts.text("receipts.choose"));
        title.getStyleClass().add("chooser-title");
        list.setAccessibleText(texts.text("receipts.choose"));
        list.setCellFactory(ignored -> new Row());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                chooseSelected();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(title, list);
    }

    /** Rows keep their place under the pointer: the list changes only when its tasks do. */
    void offer(List<TaskRow> tasks) {
        if (!list.getItems().equals(tasks)) {
            TaskRow selected = list.getSelectionModel().getSelectedItem();
            list.getItems().setAll(tasks);
            tasks.stream()
                    .filter(task -> selected != null && task.taskId().equals(selected.taskId()))
                    .findFirst()
                    .ifPresent(list.getSelectionModel()::select);
        }
    }

    private void chooseSelected() {
        TaskRow selected = list.getSelectionModel().getSelectedItem();
        if (selected != null) {
            choose.accept(selected.taskId());
        }
    }

    private final class Row extends ListCell<TaskRow> {

        Row() {
            setOnMouseClicked(event -> {
                if (!isEmpty()) {
                    chooseSelected();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TaskRow task, boolean empty) {
            super.updateItem(task, empty);
            setText(null);
            setGraphic(empty || task == null ? null : row(task));
        }

        private HBox row(TaskRow task) {
            String age = Durations.words(Duration.between(task.createdAt(), clock.instant()));
            var row = new HBox(
                    Glyphs.state(task.status().wireName(), 12),
                    label(task.type()),
                    label(ShortId.of(task.taskId()), Styles.MONO, Styles.ACCENT_TEXT),
                    label(Principals.of(task.createdBy()), Styles.MUTED),
                    Gaps.grow(),
                    label(texts.text("receipts.choose_age", age), Styles.MONO, Styles.SUBTLE));
            row.getStyleClass().add("chooser-row");
            setAccessibleText(
                    task.type() + " " + task.taskId() + " " + task.status().wireName());
            return row;
        }
    }

    private static Label label(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
