package dev.asyncgate.app.leases;

import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.EndBadge;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The same leases as rows, for those who read rather than look. For the FX thread only. */
final class LeaseTable {

    private final TableView<LeaseSpan> table = new TableView<>();
    private final PlaceContext context;
    private final LeasesViewModel viewModel;
    private boolean filling;

    LeaseTable(LeasesViewModel viewModel, PlaceContext context) {
        this.viewModel = viewModel;
        this.context = context;
        Texts texts = context.texts();
        table.getStyleClass().add("lease-table");
        table.setAccessibleText(texts.text("leases.table"));
        table.getColumns()
                .setAll(List.of(
                        endColumn(texts.text("leases.column_end")),
                        column("type", 170, LeaseSpan::type),
                        mono(column("task", 90, lease -> ShortId.of(lease.taskId()))),
                        mono(column("worker", 120, LeaseSpan::workerId)),
                        mono(column("acquired", 90, lease -> Instants.second(lease.acquiredAt()))),
                        mono(column("ended", 90, lease -> second(lease.endedAt()))),
                        mono(column("held", 80, this::held)),
                        mono(column("expires", 90, lease -> Instants.second(lease.expiresAt()))),
                        mono(column(
                                "renewals", 80, lease -> count(lease.renewals().size()))),
                        mono(column(
                                "late", 90, lease -> count(lease.lateAttempts().size())))));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        viewModel.timelineProperty().subscribe(this::fill);
        context.themes().paletteProperty().subscribe(ignored -> table.refresh());
        table.getSelectionModel().selectedItemProperty().subscribe(lease -> {
            if (lease != null && !filling) {
                viewModel.selection().select(lease);
            }
        });
    }

    TableView<LeaseSpan> node() {
        return table;
    }

    private void fill(@Nullable Timeline timeline) {
        List<LeaseSpan> rows = timeline == null ? List.of() : timeline.rows();
        if (!rows.equals(table.getItems())) {
            filling = true;
            table.getItems().setAll(rows);
            select(viewModel.selection().leaseIdProperty().get());
            filling = false;
        }
    }

    private void select(@Nullable UUID leaseId) {
        for (int row = 0; row < table.getItems().size(); row++) {
            if (table.getItems().get(row).leaseId().equals(leaseId)) {
                table.getSelectionModel().select(row);
                return;
            }
        }
    }

    private TableColumn<LeaseSpan, String> column(String key, double width, Function<LeaseSpan, String> text) {
        var column = new TableColumn<LeaseSpan, String>(context.texts().text("leases.column_" + key));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(text.apply(cell.getValue())));
        return column;
    }

    private static TableColumn<LeaseSpan, String> mono(TableColumn<LeaseSpan, String> column) {
        column.getStyleClass().add(Styles.MONO);
        return column;
    }

    private TableColumn<LeaseSpan, LeaseSpan> endColumn(String title) {
        var column = new TableColumn<LeaseSpan, LeaseSpan>(title);
        column.setPrefWidth(110);
        column.setSortable(false);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(ignored -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable LeaseSpan lease, boolean empty) {
                super.updateItem(lease, empty);
                String end = lease == null ? null : LeaseBar.endOf(lease);
                setText(end);
                setGraphic(
                        end == null
                                ? null
                                : new EndBadge(
                                        StateLook.ofLease(end),
                                        context.themes().paletteProperty().get()));
            }
        });
        return column;
    }

    private String held(LeaseSpan lease) {
        return Durations.precise(
                LeaseDossier.held(lease, viewModel.nowProperty().get()));
    }

    private static String second(@Nullable Instant instant) {
        return instant == null ? "" : Instants.second(instant);
    }

    private static String count(int count) {
        return count == 0 ? "" : Integer.toString(count);
    }
}
