package dev.asyncgate.app.overview;

import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Instants;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.task.TaskStatus;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import org.jspecify.annotations.Nullable;

/** What both charts draw, in words: folded below them until somebody opens it. For the FX thread only. */
final class SlotTable {

    private static final double ROW = 28;
    private static final double HEIGHT = 240;

    private final TableView<Slot> table = new TableView<>();
    private final TitledPane pane;

    SlotTable(Texts texts) {
        table.setAccessibleText(texts.text("overview.slots"));
        table.setFixedCellSize(ROW);
        table.setPrefHeight(HEIGHT);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        add(texts.text("overview.from"), slot -> Instants.date(slot.from()));
        for (TaskStatus status : EndedChart.STACK) {
            add(status.wireName(), slot -> texts.text("status.number", slot.ended(status)));
        }
        for (double share : TookChart.SHARES) {
            add("p" + Math.round(share * 100), slot -> TookChart.said(slot.took().percentile(share)));
        }
        pane = new TitledPane(texts.text("overview.slots"), table);
        pane.getStyleClass().add("overview-slots");
        pane.setExpanded(false);
        pane.setAnimated(false);
    }

    Node node() {
        return pane;
    }

    void show(List<Slot> slots) {
        if (pane.isExpanded() || table.getItems().isEmpty()) {
            table.getItems().setAll(slots.reversed());
        }
    }

    private void add(String title, Function<Slot, String> words) {
        var column = new TableColumn<Slot, Slot>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(ignored -> new TableCell<>() {
            {
                getStyleClass().add(Styles.MONO);
            }

            @Override
            protected void updateItem(@Nullable Slot slot, boolean empty) {
                super.updateItem(slot, empty);
                setText(slot == null || empty ? null : words.apply(slot));
            }
        });
        table.getColumns().add(column);
    }
}
