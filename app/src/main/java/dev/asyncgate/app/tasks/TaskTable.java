package dev.asyncgate.app.tasks;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The rows: one line a task, over any number of tasks. For the FX thread only. */
final class TaskTable {

    private static final double ROW_HEIGHT = 28;

    /** The next page is read when fewer rows than this are left below the last one in view. */
    private static final int AHEAD = 100;

    private final TableView<TaskItem> table = new TableView<>();
    private final TasksViewModel viewModel;
    private final PlaceContext context;
    private final Label ageHeader;
    private final Label priorityHeader;
    private boolean following;
    private boolean toReveal;

    TaskTable(TasksViewModel viewModel, PlaceContext context) {
        this.viewModel = viewModel;
        this.context = context;
        this.ageHeader = header("age", viewModel::sortByAge);
        this.priorityHeader = header("priority", viewModel::sortByPriority);
        table.setId("taskTable");
        table.getStyleClass().add("task-table");
        table.setAccessibleText(text("table"));
        table.setFixedCellSize(ROW_HEIGHT);
        table.setItems(viewModel.rows());
        table.getColumns().setAll(columns());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        table.getSelectionModel().selectedItemProperty().subscribe(this::selected);
        viewModel.selection().taskIdProperty().subscribe(taskId -> {
            toReveal = taskId != null;
            follow(taskId);
        });
        viewModel
                .rows()
                .subscribe(() -> follow(viewModel.selection().taskIdProperty().get()));
        viewModel.nowProperty().subscribe(ignored -> look());
        table.skinProperty().subscribe(skin -> {
            if (skin != null && flow() instanceof VirtualFlow<?> flow) {
                flow.positionProperty().subscribe(ignored -> look());
            }
        });
    }

    TableView<TaskItem> node() {
        return table;
    }

    void takeFocus() {
        table.requestFocus();
    }

    void toTop() {
        table.scrollTo(0);
    }

    void tellSort(TaskSort sort) {
        arrow(
                ageHeader,
                sort == TaskSort.HIGHEST_PRIORITY_FIRST ? null : sort == TaskSort.OLDEST_FIRST ? "down" : "up");
        arrow(priorityHeader, sort == TaskSort.HIGHEST_PRIORITY_FIRST ? "down" : null);
    }

    private static void arrow(Label header, @Nullable String icon) {
        header.setGraphic(icon == null ? null : Glyphs.icon(icon, 10));
        header.getStyleClass().remove("sorted");
        if (icon != null) {
            header.getStyleClass().add("sorted");
        }
    }

    // ---- selection and keys

    private void selected(@Nullable TaskItem item) {
        if (item != null && !following) {
            viewModel.selection().select(item.taskId());
        }
    }

    /** The row of the selected task is the selected row, if there is one. */
    private void follow(@Nullable UUID taskId) {
        TaskItem item = taskId == null ? null : viewModel.item(taskId);
        following = true;
        if (item == null) {
            table.getSelectionModel().clearSelection();
        } else if (item != table.getSelectionModel().getSelectedItem()) {
            table.getSelectionModel().clearSelection();
            table.getSelectionModel().select(item);
            if (toReveal) {
                table.scrollTo(Math.max(0, table.getSelectionModel().getSelectedIndex() - 4));
            }
        }
        toReveal &= item == null;
        following = false;
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.J) {
            move(1);
            event.consume();
        } else if (event.getCode() == KeyCode.K) {
            move(-1);
            event.consume();
        }
    }

    private void move(int by) {
        int count = table.getItems().size();
        if (count > 0) {
            int at = table.getSelectionModel().getSelectedIndex();
            int next = at < 0 ? 0 : Math.clamp((long) at + by, 0, count - 1);
            table.getSelectionModel().clearAndSelect(next);
            table.getFocusModel().focus(next);
            bringIntoView(next);
        }
    }

    private void bringIntoView(int index) {
        if (flow() instanceof VirtualFlow<?> flow) {
            flow.scrollTo(index);
        }
    }

    // ---- what is in view

    private @Nullable Node flow() {
        return table.lookup(".virtual-flow");
    }

    /** Tells the view-model which rows are seen, and asks for more before they are needed. */
    private void look() {
        if (!(flow() instanceof VirtualFlow<?> flow) || flow.getFirstVisibleCell() == null) {
            return;
        }
        int first = flow.getFirstVisibleCell().getIndex();
        int last =
                Math.min(flow.getLastVisibleCell().getIndex(), table.getItems().size() - 1);
        viewModel.look(IntStream.rangeClosed(first, last)
                .mapToObj(index -> table.getItems().get(index).taskId())
                .toList());
        if (last > table.getItems().size() - AHEAD) {
            viewModel.more();
        }
    }

    // ---- columns

    private List<TableColumn<TaskItem, ?>> columns() {
        return List.of(
                first(column("state", 112, StateCell::new)),
                column("type", 148, () -> new TextCell(TaskRow::type)),
                column("task", 88, () -> new TextCell(row -> shortId(row.taskId()), Styles.MONO, Styles.MUTED)),
                column("owner", 124, () -> new TextCell(row -> row.createdBy().toString(), Styles.MUTED)),
                column("worker", 84, WorkerCell::new),
                right(column("failures", 72, FailuresCell::new)),
                right(withHeader(
                        priorityHeader,
                        column(
                                "priority",
                                72,
                                () -> new TextCell(
                                        row -> Integer.toString(row.priority()),
                                        Styles.MONO,
                                        Styles.MUTED,
                                        "align-right")))),
                right(withHeader(ageHeader, column("age", 76, AgeCell::new))),
                column("now", 120, NowCell::new));
    }

    private TableColumn<TaskItem, TaskRow> column(
            String key, double width, Supplier<TableCell<TaskItem, TaskRow>> cell) {
        var column = new TableColumn<TaskItem, TaskRow>(text("column_" + key));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> features.getValue().rowProperty());
        column.setCellFactory(ignored -> cell.get());
        return column;
    }

    private static TableColumn<TaskItem, TaskRow> first(TableColumn<TaskItem, TaskRow> column) {
        column.getStyleClass().add("first-column");
        return column;
    }

    private static TableColumn<TaskItem, TaskRow> right(TableColumn<TaskItem, TaskRow> column) {
        column.getStyleClass().add("align-right");
        return column;
    }

    private static TableColumn<TaskItem, TaskRow> withHeader(Label header, TableColumn<TaskItem, TaskRow> column) {
        column.setText("");
        column.setGraphic(header);
        return column;
    }

    private Label header(String key, Runnable sort) {
        var header = new Label(text("column_" + key));
        header.setId(key + "Header");
        header.getStyleClass().add("sort-header");
        header.setOnMouseClicked(event -> sort.run());
        return header;
    }

    /** The last eight digits: ids that grow with time share their beginning. */
    static String shortId(UUID id) {
        String digits = id.toString();
        return digits.substring(digits.length() - 8);
    }

    private String text(String key, Object... values) {
        return context.texts().text("tasks." + key, values);
    }

    private static class TextCell extends TableCell<TaskItem, TaskRow> {

        private final Function<TaskRow, String> words;

        TextCell(Function<TaskRow, String> words, String... styles) {
            this.words = words;
            getStyleClass().addAll(styles);
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : words.apply(row));
        }
    }

    private static final class StateCell extends TableCell<TaskItem, TaskRow> {

        private final Map<TaskStatus, Glyph> glyphs = new EnumMap<>(TaskStatus.class);

        StateCell() {
            getStyleClass().add("first");
            setContentDisplay(ContentDisplay.LEFT);
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            setText(row.status().wireName());
            setGraphic(glyphs.computeIfAbsent(row.status(), it -> Glyphs.state(it.wireName(), 12)));
        }
    }

    private static final class WorkerCell extends TableCell<TaskItem, TaskRow> {

        WorkerCell() {
            getStyleClass().add(Styles.MONO);
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().remove(Styles.SUBTLE);
            if (empty || row == null) {
                setText(null);
                return;
            }
            String worker = row.workerId();
            setText(worker == null ? "–" : worker);
            if (worker == null) {
                getStyleClass().add(Styles.SUBTLE);
            }
        }
    }

    private static final class FailuresCell extends TableCell<TaskItem, TaskRow> {

        FailuresCell() {
            getStyleClass().addAll(Styles.MONO, "align-right");
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll(Styles.MUTED, Styles.WARN, Styles.BAD);
            if (empty || row == null) {
                setText(null);
                return;
            }
            setText(row.attempt() + "/" + row.maxAttempts());
            boolean spent = row.attempt() >= row.maxAttempts();
            getStyleClass().add(row.attempt() == 0 ? Styles.MUTED : spent ? Styles.BAD : Styles.WARN);
        }
    }

    /** What it tells moves with the clock. */
    private abstract class TickingCell extends TableCell<TaskItem, TaskRow> {

        TickingCell(String... styles) {
            getStyleClass().addAll(styles);
            viewModel.nowProperty().subscribe(ignored -> tell());
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            tell();
        }

        private void tell() {
            TaskRow row = getItem();
            setText(isEmpty() || row == null ? null : words(row));
        }

        abstract String words(TaskRow row);
    }

    private final class AgeCell extends TickingCell {

        AgeCell() {
            super(Styles.MONO, "align-right");
        }

        @Override
        String words(TaskRow row) {
            return Durations.age(
                    Duration.between(row.createdAt(), viewModel.nowProperty().get()));
        }
    }

    private final class NowCell extends TickingCell {

        NowCell() {
            super(Styles.MUTED);
        }

        @Override
        String words(TaskRow row) {
            return Ages.now(row, viewModel.nowProperty().get(), context.texts());
        }
    }
}
