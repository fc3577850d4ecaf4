package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.GraphNode.BucketNode;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The tasks of a large tree as they are counted in the graph, a row for each node. For the FX thread only. */
final class BucketTable {

    private final TableView<BucketNode> table = new TableView<>();
    private final ReceiptsViewModel viewModel;
    private final Texts texts;
    private final TableColumn<BucketNode, String> lane;
    private boolean following;

    BucketTable(Texts texts, ReceiptsViewModel viewModel) {
        this.viewModel = viewModel;
        this.texts = texts;
        table.setAccessibleText(texts.text("receipts.bucket.table"));
        table.getColumns()
                .add(column(
                        texts.text("receipts.column.time"),
                        120,
                        it -> Instants.second(it.bucket().key().from())));
        lane = column("", 190, this::laneOf);
        table.getColumns().add(lane);
        table.getColumns()
                .add(column(
                        texts.text("receipts.bucket.column_tasks"),
                        90,
                        it -> number(it.bucket().tasks())));
        for (TaskStatus status : TaskStatus.values()) {
            table.getColumns()
                    .add(column(
                            status.wireName(),
                            90,
                            it -> number(it.bucket().states().getOrDefault(status, 0))));
        }
        table.getColumns()
                .add(column(
                        texts.text("receipts.bucket.column_open"),
                        90,
                        it -> number(it.bucket().open())));
        table.getColumns()
                .add(column(
                        texts.text("receipts.bucket.column_receipts"),
                        90,
                        it -> number(it.bucket().receipts())));
        viewModel.drawingProperty().subscribe(this::show);
        viewModel.selectedProperty().subscribe(this::follow);
        table.getSelectionModel().selectedItemProperty().subscribe(node -> {
            if (node != null && !following) {
                viewModel.select(node.id());
            }
        });
    }

    TableView<BucketNode> view() {
        return table;
    }

    private void show(@Nullable Drawing drawing) {
        List<BucketNode> rows = new ArrayList<>();
        LineageSummary summary = drawing == null ? null : drawing.summary();
        if (drawing != null && summary != null) {
            lane.setText(texts.text("receipts.lanes." + summary.lanes()));
            drawing.graph().nodes().forEach(node -> {
                if (node instanceof BucketNode bucket) {
                    rows.add(bucket);
                }
            });
        }
        following = true;
        table.getItems().setAll(rows);
        following = false;
        follow(viewModel.selectedProperty().get());
    }

    private void follow(@Nullable UUID id) {
        following = true;
        table.getItems().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .ifPresentOrElse(table.getSelectionModel()::select, table.getSelectionModel()::clearSelection);
        following = false;
    }

    private String laneOf(BucketNode node) {
        Drawing drawing = viewModel.drawingProperty().get();
        return drawing == null ? "" : drawing.graph().column(node).title();
    }

    private static String number(long count) {
        return count == 0 ? "" : "%,d".formatted(count);
    }

    private static TableColumn<BucketNode, String> column(
            String title, double width, Function<BucketNode, String> text) {
        var column = new TableColumn<BucketNode, String>(title);
        column.setSortable(false);
        column.setPrefWidth(width);
        column.getStyleClass().add(Styles.MONO);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        return column;
    }
}
