package dev.asyncgate.app.ledger;

import dev.asyncgate.app.export.ExportBar;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.receipt.ReceiptColumns;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.ColumnChoice;
import dev.asyncgate.app.rows.QueryField;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerStatus;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its view-model. For the FX thread only. */
@SuppressWarnings({"NullAway.Init", "UnusedMethod"}) // the loader fills the fields and calls the methods
final class LedgerController {

    /** Positions of an epoch. */
    private static final int EPOCH_BITS = 48;

    private static final int HASH_DIGITS = 10;

    private final PlaceContext context;
    private final LedgerViewModel viewModel;
    private final SavePrompt prompt;
    private final RowsTable<LedgerEntry> table;

    @FXML
    private VBox root;

    @FXML
    private Label count;

    @FXML
    private Label countNote;

    @FXML
    private Button newPill;

    @FXML
    private ToggleButton tail;

    @FXML
    private ToggleButton pause;

    @FXML
    private MenuButton exportMenu;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton typeMenu;

    @FXML
    private MenuButton statusMenu;

    @FXML
    private MenuButton columnsMenu;

    private QueryField query;

    LedgerController(PlaceContext context, LedgerViewModel viewModel, SavePrompt prompt) {
        this.context = context;
        this.viewModel = viewModel;
        this.prompt = prompt;
        this.table = new RowsTable<>(text("table"), viewModel.rows(), columns());
    }

    @FXML
    private void initialize() {
        query = new QueryField(context.texts(), text("query"), viewModel.query(), table::takeFocus);
        tools.getChildren().addFirst(query);
        fillMenus();
        viewModel.rows().tailingProperty().subscribe(this::tellTail);
        ColumnChoice<?> columns = table.choosable();
        columns.offer(context.texts(), columnsMenu);
        columns.remember(context.memoryOf(PlaceId.LEDGER));
        RowsContent.offerNew(context.texts(), newPill, viewModel.rows(), table::toTop);
        var exportBar = new ExportBar(context, viewModel.export());
        exportBar.fill(exportMenu, prompt, viewModel::exportable);
        var reports = new ReportFile(context.background().scope(), context.texts(), context.clock());
        var verification = new VerificationPane(
                context.texts(),
                viewModel.verification(),
                reports,
                prompt,
                id -> viewModel.rows().select(id));
        root.getChildren()
                .addAll(
                        exportBar,
                        verification,
                        new RowsContent(context, viewModel.rows(), table.node(), this::empty, this::filtered));
        viewModel.sizeProperty().subscribe(this::tell);
    }

    private void fillMenus() {
        var types = new ChoiceMenu<>(
                typeMenu,
                text("type"),
                text("any"),
                ReceiptType::wireName,
                type -> viewModel.query().narrow(LedgerQuery.TYPE, type == null ? null : type.wireName()));
        var statuses = new ChoiceMenu<>(
                statusMenu,
                text("status"),
                text("any"),
                LedgerStatus::wireName,
                status -> viewModel.query().narrow(LedgerQuery.STATUS, status == null ? null : status.wireName()));
        types.offer(List.of(ReceiptType.values()));
        statuses.offer(List.of(LedgerStatus.values()));
        viewModel.rows().queryProperty().subscribe(asked -> {
            LedgerFilter filter = asked.filter();
            types.tell(filter == null ? null : filter.type());
            statuses.tell(filter == null ? null : filter.status());
        });
    }

    @FXML
    private void goOn() {
        tail(true);
    }

    @FXML
    private void hold() {
        tail(false);
    }

    private void tail(boolean on) {
        viewModel.rows().tailingProperty().set(on);
        tellTail(on); // a button that was on already is off by now
    }

    private void tellTail(boolean on) {
        tail.setSelected(on);
        pause.setSelected(!on);
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        query.takeFocus();
    }

    private void tell(Ledger.@Nullable Size size) {
        count.setText(size == null ? "" : text("number", size.receipts()));
        countNote.setText(size == null ? "" : text("count_note", size.receipts(), Math.max(1, size.epoch())));
    }

    // ---- rows

    private List<Column<LedgerEntry>> columns() {
        ReceiptColumns<LedgerEntry> of = new ReceiptColumns<>(context.texts(), LedgerEntry::receipt);
        return List.of(
                Column.mono(text("column_stored"), 116, LedgerController::stored, Styles.MUTED)
                        .named("stored"),
                Column.mono(text("column_position"), 112, LedgerController::position, Styles.SUBTLE)
                        .named("position"),
                of.type(168).named("type"),
                of.from(116).named("from"),
                of.to(108).named("to"),
                of.task(80).named("task"),
                of.lease(80).named("lease").hidden(),
                of.id(80).named("receipt").hidden(),
                Column.mono(text("column_hash"), 90, LedgerController::hash, Styles.MUTED)
                        .named("hash"),
                Column.of(text("column_edges"), 94, this::paintEdges, Styles.MUTED)
                        .named("edges"));
    }

    private static String stored(LedgerEntry entry) {
        return Instants.millis(entry.receipt().createdAt());
    }

    private static String hash(LedgerEntry entry) {
        return entry.receipt().hash().substring(0, HASH_DIGITS);
    }

    private static String position(LedgerEntry entry) {
        long epoch = entry.position() >> EPOCH_BITS;
        return epoch + " · " + (entry.position() - (epoch << EPOCH_BITS));
    }

    /** A completion without proof names its acceptance alone. */
    private void paintEdges(TableCell<RowItem<LedgerEntry>, LedgerEntry> cell, LedgerEntry entry) {
        Receipt receipt = entry.receipt();
        boolean discharges = receipt.type().isTerminator()
                && (receipt.type() != ReceiptType.TASK_COMPLETED
                        || receipt.parents().size() > 1);
        if (discharges) {
            cell.setText(text("discharges"));
            cell.setGraphic(Glyphs.icon("check", 10));
        }
    }

    // ---- messages

    private Region empty() {
        return Messages.empty(
                "ledger",
                text("empty"),
                text("empty_text"),
                Action.primary(text("submit"), () -> context.navigator().go(new Destination.SubmitTask(null))),
                Action.of(text("run_demo"), () -> context.navigator().go(new Destination.ShowPlace(PlaceId.DEMO))));
    }

    private Region filtered() {
        String words = text("filtered", viewModel.query().textProperty().get());
        return Messages.filteredToNothing(context.texts(), words, viewModel.query()::clear);
    }

    @FXML
    private void verify() {
        viewModel.verify();
    }

    private String text(String key, Object... values) {
        return context.texts().text("ledger." + key, values);
    }
}
