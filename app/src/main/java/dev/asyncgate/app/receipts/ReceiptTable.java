package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.Principals;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Receipt;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The receipts of the graph as rows; what is selected in one is selected in the other. For the FX thread only. */
final class ReceiptTable {

    private final TableView<Receipt> table = new TableView<>();
    private final ReceiptsViewModel viewModel;
    private boolean following;

    ReceiptTable(Texts texts, ReceiptsViewModel viewModel) {
        this.viewModel = viewModel;
        table.setAccessibleText(texts.text("place.receipts"));
        table.getColumns()
                .setAll(List.of(
                        column(texts, "time", 90, List.of(Styles.MONO, "first"), it -> Instants.second(it.createdAt())),
                        typeColumn(texts),
                        column(texts, "from", 180, List.of(), it -> Principals.of(it.from())),
                        column(texts, "to", 160, List.of(), it -> Principals.of(it.to())),
                        column(texts, "lease", 90, List.of(Styles.MONO), ReceiptTable::lease),
                        column(texts, "id", 90, List.of(Styles.MONO), it -> ShortId.of(it.receiptId())),
                        column(texts, "parents", 190, List.of(Styles.MONO, Styles.MUTED), ReceiptTable::parents)));
        viewModel.drawingProperty().subscribe(this::show);
        viewModel.selectedProperty().subscribe(this::follow);
        table.getSelectionModel().selectedItemProperty().subscribe(this::selected);
    }

    TableView<Receipt> view() {
        return table;
    }

    private void show(@Nullable Drawing drawing) {
        List<Receipt> receipts = drawing == null ? List.of() : drawing.index().receipts();
        following = true;
        List<Receipt> shown = table.getItems();
        boolean grew = !shown.isEmpty()
                && receipts.size() >= shown.size()
                && shown.getFirst().receiptId().equals(receipts.getFirst().receiptId())
                && shown.getLast()
                        .receiptId()
                        .equals(receipts.get(shown.size() - 1).receiptId());
        if (grew) {
            table.getItems().addAll(receipts.subList(shown.size(), receipts.size()));
        } else {
            table.getItems().setAll(receipts);
        }
        following = false;
        follow(viewModel.selectedProperty().get());
    }

    private void follow(@Nullable UUID id) {
        Drawing drawing = viewModel.drawingProperty().get();
        Receipt wanted = drawing == null || id == null
                ? null
                : drawing.index().receipt(id).orElse(null);
        Receipt selected = table.getSelectionModel().getSelectedItem();
        if (wanted == null) {
            following = true;
            table.getSelectionModel().clearSelection();
            following = false;
        } else if (selected == null || !selected.receiptId().equals(wanted.receiptId())) {
            following = true;
            int row = drawing == null ? -1 : indexOf(drawing.index(), wanted);
            table.getSelectionModel().clearAndSelect(row);
            table.scrollTo(Math.max(0, row - 3));
            following = false;
        }
    }

    private static int indexOf(ReceiptIndex index, Receipt wanted) {
        List<Receipt> receipts = index.receipts();
        int row = 0;
        while (!receipts.get(row).receiptId().equals(wanted.receiptId())) {
            row++;
        }
        return row;
    }

    private void selected(@Nullable Receipt receipt) {
        if (!following && receipt != null) {
            viewModel.select(receipt.receiptId());
        }
    }

    private TableColumn<Receipt, String> column(
            Texts texts, String name, double width, List<String> styles, Function<Receipt, String> text) {
        var column = new TableColumn<Receipt, String>(texts.text("receipts.column." + name));
        column.setSortable(false);
        column.setPrefWidth(width);
        column.getStyleClass().addAll(styles);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        return column;
    }

    private TableColumn<Receipt, String> typeColumn(Texts texts) {
        TableColumn<Receipt, String> column =
                column(texts, "type", 190, List.of(), it -> it.type().wireName());
        column.setCellFactory(ignored -> new TypeCell());
        return column;
    }

    private static String lease(Receipt receipt) {
        UUID lease = receipt.leaseId();
        return lease == null ? "" : ShortId.of(lease);
    }

    private static String parents(Receipt receipt) {
        return receipt.parents().stream().map(ShortId::of).collect(Collectors.joining(" "));
    }

    /** The mark of the type, and the type. */
    private static final class TypeCell extends TableCell<Receipt, String> {
        @Override
        protected void updateItem(@Nullable String type, boolean empty) {
            super.updateItem(type, empty);
            boolean nothing = empty || type == null;
            setText(nothing ? null : type);
            setGraphic(nothing ? null : Glyphs.receipt(Objects.requireNonNull(type), 14));
        }
    }
}
