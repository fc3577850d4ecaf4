package dev.asyncgate.app.rows;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Texts;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What stands below the tools of a place that is a list: its rows, or why there are none, and what went wrong. For the FX
 * thread only.
 */
public final class RowsContent extends VBox {

    private final Texts texts;
    private final RowsViewModel<?, ?> viewModel;
    private final LoadingRows loading;
    private final VBox failureHolder = new VBox();
    private final StackPane content = new StackPane();
    private final Node table;
    private final Supplier<Region> empty;
    private final Supplier<Region> filtered;

    /** {@code empty} and {@code filtered} make the messages for a list without rows. */
    public RowsContent(
            PlaceContext context,
            RowsViewModel<?, ?> viewModel,
            Node table,
            Supplier<Region> empty,
            Supplier<Region> filtered) {
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.table = table;
        this.empty = empty;
        this.filtered = filtered;
        this.loading = new LoadingRows(texts, context.background().scope());
        content.setMinSize(0, 0);
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox.setVgrow(this, Priority.ALWAYS);
        failureHolder.managedProperty().bind(failureHolder.visibleProperty());
        getChildren().setAll(failureHolder, content);
        viewModel.shownProperty().subscribe(ignored -> show());
        viewModel.queryProperty().subscribe(ignored -> show());
        viewModel.firstLoadProperty().subscribe(this::follow);
        viewModel.failureProperty().subscribe(this::tell);
    }

    /** Has the button say how many rows are new, and show them. */
    public static void offerNew(Texts texts, Button pill, RowsViewModel<?, ?> viewModel, Runnable toTop) {
        pill.managedProperty().bind(pill.visibleProperty());
        pill.setOnAction(event -> {
            toTop.run();
            viewModel.reload();
        });
        viewModel.waitingProperty().subscribe(count -> {
            int waiting = count.intValue();
            pill.setVisible(waiting > 0);
            pill.setText(texts.text(waiting >= Source.PAGE ? "rows.new_at_least" : "rows.new", waiting));
        });
    }

    private void show() {
        switch (viewModel.shownProperty().get()) {
            case LOADING -> content.getChildren().setAll(loading);
            case EMPTY -> content.getChildren().setAll(Messages.centred(empty.get()));
            case FILTERED -> content.getChildren().setAll(Messages.centred(filtered.get()));
            case ROWS -> {
                if (!content.getChildren().contains(table)) {
                    content.getChildren().setAll(table);
                }
            }
            case NOTHING -> content.getChildren().clear();
        }
    }

    private void follow(@Nullable Load first) {
        if (first != null) {
            loading.show(first);
        }
    }

    private void tell(@Nullable Exception failure) {
        failureHolder.setVisible(failure != null);
        if (failure != null) {
            failureHolder
                    .getChildren()
                    .setAll(ErrorNote.of(texts, failure, Action.of(texts.text("rows.retry"), viewModel::reload)));
        }
    }
}
