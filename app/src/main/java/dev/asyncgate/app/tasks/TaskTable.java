package dev.asyncgate.app.tasks;

import dev.asyncgate.app.rows.ColumnChoice;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyph;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** The rows: one line a task, over any number of tasks. For the FX thread only. */
final class TaskTable {

    private static final double ROW_HEIGHT = 28;

    /** The next page is read when fewer rows than this are left below the last one in view. */
    private static final int AHEAD = 100;

    private final TableView<TaskItem> table = new TableView<>();
    private final TasksViewModel viewModel;
    private final PlaceContext context;
    private final Map<TaskColumn, Label> sortHeaders = new EnumMap<>(TaskColumn.class);
    private final ColumnChoice<TaskItem> columns;
    private final CheckMenu checks;
    private Runnable askWhy = () -> {};
    private int anchor = -1;
    private boolean following;
    private boolean toReveal;

    TaskTable(TasksViewModel viewModel, PlaceContext context) {
        this.viewModel = viewModel;
        this.context = context;
        this.checks = new CheckMenu();
        sortHeaders.put(TaskColumn.AGE, header(TaskColumn.AGE, viewModel::sortByAge));
        sortHeaders.put(TaskColumn.PRIORITY, header(TaskColumn.PRIORITY, viewModel::sortByPriority));
        sortHeaders.put(TaskColumn.ENDED, header(TaskColumn.ENDED, viewModel::sortByEnd));
        table.setId("taskTable");
        table.getStyleClass().add("task-table");
        table.setAccessibleText(text("table"));
        table.setFixedCellSize(ROW_HEIGHT);
        table.setItems(viewModel.rows());
        table.setRowFactory(ignored -> new Row());
        columns = new ColumnChoice<>(
                table,
                List.of(checks.column),
                Stream.of(TaskColumn.values()).map(this::offered).toList());
        viewModel.checked().changesProperty().subscribe(ignored -> table.refresh());
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

    /** What W does. */
    void onWhy(Runnable ask) {
        askWhy = ask;
    }

    /** Which columns stand in which order. */
    ColumnChoice<TaskItem> columns() {
        return columns;
    }

    void takeFocus() {
        table.requestFocus();
    }

    void toTop() {
        table.scrollTo(0);
    }

    void tellSort(TaskSort sort) {
        arrow(TaskColumn.AGE, sort == TaskSort.OLDEST_FIRST ? "down" : sort == TaskSort.NEWEST_FIRST ? "up" : null);
        arrow(TaskColumn.PRIORITY, sort == TaskSort.HIGHEST_PRIORITY_FIRST ? "down" : null);
        arrow(TaskColumn.ENDED, sort == TaskSort.LAST_ENDED_FIRST ? "down" : null);
    }

    private void arrow(TaskColumn column, @Nullable String icon) {
        Label header = Objects.requireNonNull(sortHeaders.get(column));
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
        if (event.isShortcutDown() && event.getCode() == KeyCode.A) {
            viewModel.checkBetween(0, Math.max(0, table.getItems().size() - 1));
            event.consume();
        }
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case J -> move(1);
            case K -> move(-1);
            case W -> askWhy.run();
            case SPACE -> check(table.getSelectionModel().getSelectedIndex(), event.isShiftDown());
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Ticks a row, or with Shift every one from the last that was ticked. */
    private void check(int index, boolean range) {
        if (index < 0 || index >= table.getItems().size()) {
            return;
        }
        if (range && anchor >= 0 && anchor < table.getItems().size()) {
            viewModel.checkBetween(anchor, index);
        } else {
            viewModel.checked().toggle(table.getItems().get(index).taskId());
        }
        anchor = index;
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

    private ColumnChoice.Offer<TaskItem> offered(TaskColumn column) {
        return new ColumnChoice.Offer<>(
                column.key(), text("column_" + column.key()), column.isShownAtFirst(), made(column));
    }

    private TableColumn<TaskItem, ?> made(TaskColumn column) {
        return switch (column) {
            case STATE -> column(column, StateCell::new);
            case TYPE -> column(column, () -> new TextCell(TaskRow::type));
            case TASK -> column(column, () -> new TextCell(row -> ShortId.of(row.taskId()), Styles.MONO, Styles.MUTED));
            case OWNER ->
                column(column, () -> new TextCell(row -> row.createdBy().toString(), Styles.MUTED));
            case WORKER -> column(column, WorkerCell::new);
            case FAILURES -> right(column(column, FailuresCell::new));
            case PRIORITY ->
                right(column(
                        column,
                        () -> new TextCell(
                                row -> Integer.toString(row.priority()), Styles.MONO, Styles.MUTED, "align-right")));
            case AGE -> right(column(column, AgeCell::new));
            case ENDED -> right(column(column, EndedCell::new));
            case REQUIRES ->
                column(
                        column,
                        () -> new TextCell(
                                row -> String.join(", ", row.requirements().capabilities()), Styles.MUTED));
            case OWED_TO -> column(column, () -> new TextCell(TaskRow::principalAi, Styles.MUTED));
            case NOW -> column(column, NowCell::new);
        };
    }

    private TableColumn<TaskItem, TaskRow> column(TaskColumn key, Supplier<TableCell<TaskItem, TaskRow>> cell) {
        var column = new TableColumn<TaskItem, TaskRow>();
        Label header = sortHeaders.get(key);
        if (header == null) {
            column.setText(text("column_" + key.key()));
        } else {
            column.setGraphic(header);
        }
        column.setPrefWidth(key.width());
        if (key.keepsWidth()) {
            column.setMinWidth(key.width());
            column.setMaxWidth(key.width());
        }
        column.setSortable(false);
        column.setCellValueFactory(features -> features.getValue().rowProperty());
        column.setCellFactory(ignored -> cell.get());
        return column;
    }

    private static TableColumn<TaskItem, TaskRow> right(TableColumn<TaskItem, TaskRow> column) {
        column.getStyleClass().add("align-right");
        return column;
    }

    private Label header(TaskColumn column, Runnable sort) {
        var header = new Label(text("column_" + column.key()));
        header.setId(column.key() + "Header");
        header.getStyleClass().add("sort-header");
        header.setOnMouseClicked(event -> sort.run());
        return header;
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

    private final class EndedCell extends TickingCell {

        EndedCell() {
            super(Styles.MONO, Styles.MUTED, "align-right");
        }

        @Override
        String words(TaskRow row) {
            Instant end = row.completedAt();
            return end == null
                    ? "–"
                    : Durations.age(
                            Duration.between(end, viewModel.nowProperty().get()));
        }
    }

    private final class NowCell extends TickingCell {

        NowCell() {
            super(Styles.MUTED);
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean stopped = row != null && Ages.isStopped(row);
            getStyleClass().removeAll(Styles.MUTED, Styles.WARN);
            getStyleClass().add(stopped ? Styles.WARN : Styles.MUTED);
        }

        @Override
        String words(TaskRow row) {
            return Ages.now(row, viewModel.nowProperty().get(), context.texts());
        }
    }

    // ---- ticks

    /** The box before each row, and the one above that ticks those read so far, or none. */
    private final class CheckMenu {

        private final TableColumn<TaskItem, TaskRow> column = new TableColumn<>();
        private final CheckBox every = new CheckBox();

        CheckMenu() {
            every.setId("checkEvery");
            every.setAccessibleText(text("check_every"));
            every.setOnAction(event -> checkEvery());
            column.setGraphic(every);
            column.setMinWidth(44);
            column.setMaxWidth(44);
            column.setSortable(false);
            column.setResizable(false);
            column.setReorderable(false);
            column.getStyleClass().add("check-column");
            column.setCellValueFactory(features -> features.getValue().rowProperty());
            column.setCellFactory(ignored -> new CheckCell());
            viewModel.checked().changesProperty().subscribe(ignored -> tell());
            viewModel.rows().subscribe(this::tell);
        }

        private void checkEvery() {
            boolean none = viewModel.checked().isEmpty();
            if (none && !viewModel.rows().isEmpty()) {
                viewModel.checkBetween(0, viewModel.rows().size() - 1);
            } else {
                viewModel.checked().clear();
            }
            tell();
        }

        private void tell() {
            CheckedTasks checked = viewModel.checked();
            boolean whole =
                    checked.isAll() || checked.size() >= viewModel.rows().size();
            every.setIndeterminate(!checked.isEmpty() && !whole);
            every.setSelected(!checked.isEmpty() && whole);
        }
    }

    private final class CheckCell extends TableCell<TaskItem, TaskRow> {

        private final CheckBox box = new CheckBox();

        CheckCell() {
            getStyleClass().add("check-cell");
            box.setFocusTraversable(false);
            box.setMouseTransparent(true);
            setOnMousePressed(event -> {
                if (event.getButton() == MouseButton.PRIMARY && !isEmpty()) {
                    check(getIndex(), event.isShiftDown());
                    event.consume();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TaskRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty || row == null ? null : box);
            if (!empty && row != null) {
                box.setSelected(viewModel.checked().contains(row.taskId()));
                box.setAccessibleText(text("check_one", ShortId.of(row.taskId())));
            }
        }
    }

    /** A ticked row looks like one, and has a menu of where it leads. */
    private final class Row extends TableRow<TaskItem> {

        Row() {
            var menu = new ContextMenu();
            setOnContextMenuRequested(event -> {
                TaskItem item = getItem();
                if (item != null) {
                    menu.getItems().setAll(items(item.taskId()));
                    menu.show(this, event.getScreenX(), event.getScreenY());
                }
            });
        }

        private List<MenuItem> items(UUID taskId) {
            return List.of(
                    item(
                            viewModel.checked().contains(taskId) ? "menu_uncheck" : "menu_check",
                            () -> viewModel.checked().toggle(taskId)),
                    item("menu_copy", () -> copy(taskId)),
                    new SeparatorMenuItem(),
                    item("show_receipts", () -> go(new Destination.ShowReceipts(taskId))),
                    item("duplicate", () -> go(new Destination.SubmitTask(taskId))));
        }

        private MenuItem item(String key, Runnable run) {
            var item = new MenuItem(text(key));
            item.setOnAction(event -> run.run());
            return item;
        }

        @Override
        protected void updateItem(@Nullable TaskItem item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("checked-row");
            if (!empty && item != null && viewModel.checked().contains(item.taskId())) {
                getStyleClass().add("checked-row");
            }
        }
    }

    private void go(Destination destination) {
        context.navigator().go(destination);
    }

    private static void copy(UUID taskId) {
        var content = new ClipboardContent();
        content.putString(taskId.toString());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
