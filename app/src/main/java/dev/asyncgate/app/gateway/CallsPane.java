package dev.asyncgate.app.gateway;

import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.shell.SectionRow;
import dev.asyncgate.app.shell.Segments;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.receipt.Receipt;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The last requests, with what came of each. For the FX thread only. */
final class CallsPane extends VBox {

    private final PlaceContext context;
    private final GatewayViewModel viewModel;
    private final RowsTable<CallLine> table;
    private final SectionRow head;

    CallsPane(PlaceContext context, GatewayViewModel viewModel) {
        this.context = context;
        this.viewModel = viewModel;
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
        var queries = new Segments<>(
                List.of(CallQuery.values()),
                query -> text("query." + query.name().toLowerCase(Locale.ROOT)),
                viewModel.rows()::show);
        viewModel.rows().queryProperty().subscribe(queries::tell);
        head = new SectionRow(text("calls"), queries);
        getStyleClass().add("gateway-calls");
        getChildren()
                .setAll(head, new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered));
    }

    void takeFocus() {
        table.takeFocus();
    }

    /** Says how many there are. */
    void tell(Reading now) {
        head.note(now.open() == null ? "" : text("calls_note", now.calls().size()));
    }

    private List<Column<CallLine>> columns() {
        return List.of(
                Column.mono(
                        text("column_time"),
                        104,
                        it -> Instants.millis(it.call().at()),
                        "first"),
                Column.mono(text("column_way"), 56, CallLine::way, Styles.MUTED),
                Column.mono(text("column_call"), 224, CallLine::name),
                Column.text(text("column_key"), 110, it -> it.call().keyName()),
                Column.of(text("column_code"), 56, this::paintStatus, Styles.MONO, "align-right"),
                Column.mono(
                        text("column_millis"),
                        62,
                        it -> text("millis", it.call().took().toNanos() / 1e6),
                        "align-right"),
                Column.of(text("column_receipts"), 298, this::paintReceipts));
    }

    private void paintStatus(TableCell<RowItem<CallLine>, CallLine> cell, CallLine it) {
        cell.setText(Integer.toString(it.call().status()));
        if (it.isRefused()) {
            cell.getStyleClass().add(Styles.BAD);
        }
    }

    private void paintReceipts(TableCell<RowItem<CallLine>, CallLine> cell, CallLine it) {
        if (it.receipts().isEmpty()) {
            cell.setText(it.problem().isEmpty() ? text("none") : it.problem());
            cell.getStyleClass().add(it.isThrottled() ? Styles.WARN : Styles.MUTED);
            return;
        }
        Receipt first = it.receipts().getFirst();
        int more = it.receipts().size() - 1;
        cell.setGraphic(Glyphs.receipt(first.type().wireName(), 13));
        String words = first.type().wireName() + "  " + ShortId.of(first.receiptId());
        cell.setText(more == 0 ? words : words + "  " + text("more", more));
    }

    private Region empty() {
        return Messages.empty(
                "gateway",
                text("empty"),
                text("empty_text"),
                Action.of(text("to_audit"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.AUDIT))));
    }

    private Region filtered() {
        CallQuery query = viewModel.rows().queryProperty().get();
        return Messages.filteredToNothing(
                context.texts(),
                text("filtered." + query.name().toLowerCase(Locale.ROOT)),
                () -> viewModel.rows().show(CallQuery.ALL));
    }

    private String text(String key, Object... values) {
        return context.texts().text("gateway." + key, values);
    }
}
