package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.receipt.ReceiptColumns;
import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.QueryField;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.rows.TextQuery;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Ties the place's FXML to its list. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class AnomaliesController {

    private final PlaceContext context;
    private final RowsViewModel<AnomalyQuery, Receipt> rows;
    private final TextQuery<AnomalyQuery> query;
    private final RowsTable<Receipt> table;

    @FXML
    private VBox root;

    @FXML
    private Button newPill;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton kindMenu;

    private QueryField field;

    AnomaliesController(
            PlaceContext context, RowsViewModel<AnomalyQuery, Receipt> rows, TextQuery<AnomalyQuery> query) {
        this.context = context;
        this.rows = rows;
        this.query = query;
        this.table = new RowsTable<>(text("table"), rows, columns());
    }

    @FXML
    private void initialize() {
        field = new QueryField(context.texts(), text("query"), query, table::takeFocus);
        tools.getChildren().addFirst(field);
        var kinds = new ChoiceMenu<AnomalyKind>(
                kindMenu,
                text("kind"),
                text("any"),
                kind -> text(kind.wireName()),
                kind -> query.narrow(AnomalyQuery.KIND, kind == null ? null : kind.wireName()));
        kinds.offer(List.of(AnomalyKind.values()));
        rows.queryProperty().subscribe(asked -> kinds.tell(asked.kind()));
        RowsContent.offerNew(context.texts(), newPill, rows, table::toTop);
        root.getChildren().add(new RowsContent(context, rows, table.node(), this::empty, this::filtered));
    }

    void takeFocus() {
        table.takeFocus();
    }

    void focusFilter() {
        field.takeFocus();
    }

    /** The name of its kind; what the receipt says itself where the kind is not known. */
    static String title(Texts texts, Receipt receipt) {
        AnomalyKind kind = AnomalyKind.of(receipt);
        String said = AnomalyKind.wireName(receipt);
        return kind == AnomalyKind.OTHER && !said.isEmpty() ? said : texts.text("anomalies." + kind.wireName());
    }

    private List<Column<Receipt>> columns() {
        var of = new ReceiptColumns<Receipt>(context.texts(), Function.identity());
        return List.of(
                Column.of(
                        text("column_kind"),
                        216,
                        (cell, receipt) -> {
                            cell.setText(title(context.texts(), receipt));
                            cell.setGraphic(Glyphs.receipt(receipt.type().wireName(), 13));
                        },
                        "first"),
                Column.<Receipt>mono(text("column_age"), 76, this::age, "align-right")
                        .ticks(),
                Column.mono(text("column_stored"), 160, it -> Instants.date(it.createdAt()), Styles.MUTED),
                of.to(140),
                of.task(90),
                Column.text(
                        text("column_meaning"),
                        280,
                        it -> text(AnomalyKind.of(it).wireName() + ".meaning"),
                        Styles.MUTED));
    }

    private String age(Receipt receipt) {
        return Durations.age(
                Duration.between(receipt.createdAt(), rows.nowProperty().get()));
    }

    private Region empty() {
        return Messages.empty("anomalies", text("empty"), text("empty_text"));
    }

    private Region filtered() {
        return Messages.filteredToNothing(
                context.texts(), text("filtered", query.textProperty().get()), query::clear);
    }

    private String text(String key, Object... values) {
        return context.texts().text("anomalies." + key, values);
    }
}
