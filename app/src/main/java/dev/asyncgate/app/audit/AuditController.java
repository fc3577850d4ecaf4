package dev.asyncgate.app.audit;

import dev.asyncgate.app.rows.ChoiceMenu;
import dev.asyncgate.app.rows.Column;
import dev.asyncgate.app.rows.QueryField;
import dev.asyncgate.app.rows.RowsContent;
import dev.asyncgate.app.rows.RowsTable;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.rows.TextQuery;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Ties the place's FXML to its list. For the FX thread only. */
@SuppressWarnings("NullAway.Init") // the loader fills the fields
final class AuditController {

    private final PlaceContext context;
    private final RowsViewModel<AuditFilter, AuditEvent> rows;
    private final TextQuery<AuditFilter> query;
    private final RowsTable<AuditEvent> table;

    @FXML
    private VBox root;

    @FXML
    private Button newPill;

    @FXML
    private HBox tools;

    @FXML
    private MenuButton kindMenu;

    private QueryField field;

    AuditController(PlaceContext context, RowsViewModel<AuditFilter, AuditEvent> rows, TextQuery<AuditFilter> query) {
        this.context = context;
        this.rows = rows;
        this.query = query;
        this.table = new RowsTable<>(text("table"), rows, columns());
    }

    @FXML
    private void initialize() {
        field = new QueryField(context.texts(), text("query"), query, table::takeFocus);
        tools.getChildren().addFirst(field);
        var kinds = new ChoiceMenu<AuditKind>(
                kindMenu,
                text("fact.kind"),
                text("any"),
                kind -> text(kind.wireName()),
                kind -> query.narrow(AuditQuery.KIND, kind == null ? null : kind.wireName()));
        kinds.offer(List.of(AuditKind.values()));
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

    /** {@code kind:id} of whoever acted. */
    static String actor(AuditEvent event) {
        return event.actorKind() + ":" + event.actorId();
    }

    private List<Column<AuditEvent>> columns() {
        return List.of(
                Column.mono(text("fact.at"), 160, it -> Instants.date(it.at()), "first"),
                Column.text(text("fact.actor"), 150, AuditController::actor),
                Column.mono(
                        text("fact.address"), 120, it -> Objects.requireNonNullElse(it.address(), "–"), Styles.MUTED),
                Column.text(text("column_operation"), 150, AuditEvent::operation),
                Column.mono(text("column_on"), 130, AuditController::on, Styles.MUTED),
                Column.of(text("column_outcome"), 200, (cell, event) -> {
                    String code = event.code();
                    cell.setText(code == null ? text(event.kind().wireName()) : code);
                    if (code != null) {
                        cell.getStyleClass().add(Styles.WARN);
                    }
                }),
                Column.text(text("fact.reason"), 160, it -> Objects.requireNonNullElse(it.reason(), ""), Styles.MUTED));
    }

    /** What it was done to: the task, else the lease, the receipt or what it names. */
    private static String on(AuditEvent event) {
        for (@Nullable UUID id : new @Nullable UUID[] {event.taskId(), event.leaseId(), event.receiptId()}) {
            if (id != null) {
                return ShortId.of(id);
            }
        }
        return Objects.requireNonNullElse(event.subject(), "");
    }

    private Region empty() {
        return Messages.empty("audit", text("empty"), text("empty_text"));
    }

    private Region filtered() {
        return Messages.filteredToNothing(
                context.texts(), text("filtered", query.textProperty().get()), query::clear);
    }

    private String text(String key, Object... values) {
        return context.texts().text("audit." + key, values);
    }
}
