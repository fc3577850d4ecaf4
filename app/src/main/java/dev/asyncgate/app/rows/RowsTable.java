package dev.asyncgate.app.rows;

import dev.asyncgate.app.rows.ColumnChoice.Offer;
import dev.asyncgate.app.shell.Stamp;
import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** The virtual table over a {@link RowsViewModel}; j and k walk along its rows. For the FX thread only. */
public final class RowsTable<T> {

    private static final double ROW_HEIGHT = 28;

    /** The next page is read when fewer rows than this are left below the last one in view. */
    private static final int AHEAD = 100;

    /** What a painter may put on the cell of a row, and the next row in that cell does not have. */
    private static final Set<String> PAINTED = Set.of(Styles.WARN, Styles.BAD, Styles.SUBTLE);

    private final TableView<RowItem<T>> table = new TableView<>();
    private final RowsViewModel<?, T> viewModel;
    private final List<Column<T>> shapes;
    private @Nullable Folds<T> folds;

    /** The heading that the keys have come to; null for none. */
    private @Nullable UUID heading;

    private boolean following;
    private boolean toReveal;

    public RowsTable(String name, RowsViewModel<?, T> viewModel, List<Column<T>> columns) {
        this.viewModel = viewModel;
        this.shapes = List.copyOf(columns);
        table.setAccessibleText(name);
        table.getStyleClass().add("rows-table");
        table.setFixedCellSize(ROW_HEIGHT);
        table.setItems(viewModel.rows());
        table.getColumns().setAll(columns.stream().map(this::column).toList());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(ignored -> new Row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        table.getSelectionModel().selectedItemProperty().subscribe(this::selected);
        table.hoverProperty().subscribe(this::tellBusy);
        viewModel.selectedProperty().subscribe(id -> {
            toReveal = id != null;
            heading = null;
            follow(id);
            tellBusy();
        });
        viewModel.rows().subscribe(() -> follow(viewModel.selectedProperty().get()));
        viewModel.nowProperty().subscribe(ignored -> look());
        table.skinProperty().subscribe(skin -> {
            if (skin != null && flow() instanceof VirtualFlow<?> flow) {
                flow.positionProperty().subscribe(ignored -> look());
            }
        });
    }

    /** Has headings be folded by a click, by the space bar and Enter, and by the arrows to the left and to the right. */
    public void fold(Folds<T> folds) {
        this.folds = folds;
    }

    public TableView<RowItem<T>> node() {
        return table;
    }

    public void takeFocus() {
        table.requestFocus();
    }

    public void toTop() {
        table.scrollTo(0);
    }

    // ---- selection and keys

    private void selected(@Nullable RowItem<T> item) {
        if (item == null || following) {
            return;
        }
        heading = isHeading(item) ? item.id() : null;
        if (viewModel.selectable(item)) {
            viewModel.select(item.id());
        }
    }

    /** The selected row of the list is that of the table, if there is one, unless the keys have come to a heading. */
    private void follow(@Nullable UUID id) {
        RowItem<T> at = heading == null ? null : viewModel.item(heading);
        RowItem<T> item = at != null || id == null ? at : viewModel.item(id);
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
        boolean met = switch (event.getCode()) {
            case J, DOWN -> move(1);
            case K, UP -> move(-1);
            case LEFT -> turnHere(true);
            case RIGHT -> turnHere(false);
            case SPACE, ENTER -> turnSelected();
            default -> false;
        };
        if (met) {
            event.consume();
        }
    }

    /** To the next row that can be selected, or heading that can be folded; from nowhere to the first row. */
    private boolean move(int by) {
        List<RowItem<T>> items = table.getItems();
        int at = table.getSelectionModel().getSelectedIndex();
        int next = at < 0 ? 0 : at + by;
        int step = at < 0 ? 1 : by;
        while (next >= 0
                && next < items.size()
                && !viewModel.selectable(items.get(next))
                && !(at >= 0 && isHeading(items.get(next)))) {
            next += step;
        }
        go(next < items.size() || at >= 0 ? next : 0);
        return true;
    }

    private void go(int row) {
        if (row >= 0 && row < table.getItems().size()) {
            table.getSelectionModel().clearAndSelect(row);
            table.getFocusModel().focus(row);
            if (flow() instanceof VirtualFlow<?> flow) {
                flow.scrollTo(row);
            }
        }
    }

    // ---- headings

    private boolean isHeading(RowItem<T> item) {
        return folds != null && folds.isHeading(item.row());
    }

    /** Goes to the heading of where the keys are, and folds it or unfolds it. */
    private boolean turnHere(boolean toFold) {
        List<RowItem<T>> items = table.getItems();
        int at = table.getSelectionModel().getSelectedIndex();
        while (at >= 0 && at < items.size() && !isHeading(items.get(at))) {
            at--;
        }
        if (folds == null || at < 0 || at >= items.size()) {
            return false;
        }
        boolean onHeading = at == table.getSelectionModel().getSelectedIndex();
        T row = items.get(at).row();
        if (folds.isFolded(row) != toFold && (toFold || onHeading)) {
            go(at);
            folds.turn(row);
        }
        return true;
    }

    private boolean turnSelected() {
        RowItem<T> item = table.getSelectionModel().getSelectedItem();
        if (folds == null || item == null || !isHeading(item)) {
            return false;
        }
        folds.turn(item.row());
        return true;
    }

    // ---- what is in view

    private @Nullable Node flow() {
        return table.lookup(".virtual-flow");
    }

    /** Tells which rows are seen, and asks for more before they are needed. */
    private void look() {
        if (!(flow() instanceof VirtualFlow<?> flow) || flow.getFirstVisibleCell() == null) {
            return;
        }
        int first = flow.getFirstVisibleCell().getIndex();
        int last =
                Math.min(flow.getLastVisibleCell().getIndex(), table.getItems().size() - 1);
        viewModel.look(IntStream.rangeClosed(first, last)
                .mapToObj(index -> table.getItems().get(index))
                .filter(viewModel::selectable)
                .map(RowItem::id)
                .toList());
        tellBusy();
        if (last > table.getItems().size() - AHEAD) {
            viewModel.more();
        }
    }

    /** Rows must not move while the pointer is on them, one is selected, or the top is out of view. */
    private void tellBusy() {
        boolean atTop = !(flow() instanceof VirtualFlow<?> flow)
                || flow.getFirstVisibleCell() == null
                || flow.getFirstVisibleCell().getIndex() == 0;
        viewModel
                .busyProperty()
                .set(!atTop || table.isHover() || viewModel.selectedProperty().get() != null);
    }

    // ---- columns

    /** Lets its columns be chosen and dragged; each has a key. */
    public ColumnChoice<RowItem<T>> choosable() {
        List<Offer<RowItem<T>>> offers = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Column<T> shape = shapes.get(i);
            TableColumn<RowItem<T>, ?> column = table.getColumns().get(i);
            column.setReorderable(true);
            offers.add(new Offer<>(shape.key(), shape.title(), shape.atFirst(), column));
        }
        return new ColumnChoice<>(table, List.of(), offers);
    }

    private TableColumn<RowItem<T>, T> column(Column<T> shape) {
        var column = new TableColumn<RowItem<T>, T>(shape.title());
        column.setPrefWidth(shape.width());
        if (shape.styles().contains(Styles.MONO)) {
            // Ids, instants and counts are equally long in every row: a part of one tells nothing.
            column.setMinWidth(shape.width());
            // What it grew by it would keep when the table is narrow again, and the words beside it would be cut.
            column.setMaxWidth(shape.width() * 1.15);
        }
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass()
                .addAll(shape.styles().stream()
                        .filter(style -> style.equals("first") || style.equals("align-right"))
                        .toList());
        column.setCellValueFactory(features -> features.getValue().rowProperty());
        column.setCellFactory(ignored -> new Cell(shape));
        return column;
    }

    private final class Cell extends TableCell<RowItem<T>, T> {

        private final Column<T> shape;

        /** With which its skin cuts off what goes beyond the cell. */
        private @Nullable Node clip;

        Cell(Column<T> shape) {
            this.shape = shape;
            skinProperty().subscribe(skin -> {
                clip = getClip();
                cut();
            });
            getStyleClass().addAll(shape.styles());
            if (shape.ticking()) {
                viewModel.nowProperty().subscribe(ignored -> tick());
            }
        }

        /** A link that is being pressed stays where it is. */
        private void tick() {
            if (getGraphic() == null || !getGraphic().isPressed()) {
                tell();
            }
        }

        @Override
        protected void updateItem(@Nullable T row, boolean empty) {
            super.updateItem(row, empty);
            if (empty) {
                Stamp.take(this);
            }
            tell();
        }

        /** What a heading says goes on over the columns to its right, which are empty. */
        private void cut() {
            boolean heading = folds != null && getItem() != null && folds.isHeading(getItem());
            setClip(heading ? null : clip);
        }

        private void tell() {
            T row = getItem();
            cut();
            setText(null);
            setGraphic(null);
            setAccessibleText(null);
            getStyleClass()
                    .removeIf(
                            style -> PAINTED.contains(style) && !shape.styles().contains(style));
            if (!isEmpty() && row != null) {
                shape.painter().paint(this, row);
            }
        }
    }

    /** A heading looks like one, and is folded by a click. */
    private final class Row extends TableRow<RowItem<T>> {

        Row() {
            setOnMouseClicked(event -> {
                RowItem<T> item = getItem();
                if (folds != null
                        && item != null
                        && event.getButton() == MouseButton.PRIMARY
                        && folds.isHeading(item.row())) {
                    folds.turn(item.row());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable RowItem<T> item, boolean empty) {
            super.updateItem(item, empty);
            boolean heading = item != null && !empty && !viewModel.selectable(item);
            getStyleClass().remove("heading-row");
            if (heading) {
                getStyleClass().add("heading-row");
            }
        }
    }
}
