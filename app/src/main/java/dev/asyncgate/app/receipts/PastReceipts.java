package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.shell.ErrorNote;
import dev.asyncgate.app.shell.LoadingRows;
import dev.asyncgate.app.shell.Messages;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.words.SetClock;
import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of a delegation tree as they were at an earlier instant, for another place to show: the same graph, read-only.
 * For the FX thread only.
 */
public final class PastReceipts {

    private final PlaceContext context;
    private final ReceiptsViewModel viewModel;
    private final GraphCanvas graph;
    private final LoadingRows loading;
    private final StackPane root = new StackPane();
    private final ReadOnlyObjectWrapper<@Nullable Receipt> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private boolean arrived;

    /** {@code at} is the instant, and may change. */
    public PastReceipts(PlaceContext context, Inspector inspector, ReadOnlyObjectProperty<Instant> at) {
        this.context = context;
        var clock = new SetClock(at.get());
        viewModel = new ReceiptsViewModel(
                context.background(), reads(inspector, clock), List::of, ReceiptsPlace.words(context.texts()));
        var past =
                new PlaceContext(context.background(), context.navigator(), context.themes(), context.texts(), clock);
        graph = new GraphCanvas(past, viewModel);
        loading = new LoadingRows(context.texts(), context.background().scope());
        root.setMinSize(0, 0);
        at.subscribe(then -> {
            clock.set(then);
            if (arrived) {
                viewModel.instantWasSet();
            }
        });
        viewModel.screenProperty().subscribe(this::show);
        viewModel
                .drawingProperty()
                .subscribe(ignored -> show(viewModel.screenProperty().get()));
        viewModel.selectedProperty().subscribe(this::tell);
    }

    /** A tree that is too large to be drawn by its tasks is that of its task alone: what is counted is counted as it is now. */
    private static LineageReads reads(Inspector inspector, SetClock clock) {
        LineageReads now = LineageReads.of(inspector);
        return new LineageReads(
                (task, scope, limit) -> {
                    AsOf past = inspector.asOf(clock.instant());
                    Lineage lineage = past.lineage(task, scope, limit);
                    return lineage.truncated() && limit == ReceiptsViewModel.MOST_READ
                            ? past.lineage(task, GetLineage.Scope.TASK, limit)
                            : lineage;
                },
                (receipt, up, down) -> now.around().read(receipt, up, down).asOf(clock.instant()),
                (task, lanes) -> new LineageSummary(lanes, Duration.ofSeconds(1), List.of(), List.of()),
                now.task());
    }

    /** The graph, or why there is none. */
    public Parent view() {
        return root;
    }

    /** Shows the tree that a task belongs to; the selection stays where it can. */
    public void arrive(UUID taskId) {
        arrived = true;
        viewModel.open(taskId, null);
        viewModel.instantWasSet();
    }

    public void leave() {
        arrived = false;
        viewModel.leave();
    }

    public void takeFocus() {
        graph.requestFocus();
    }

    public void fit() {
        graph.fit();
    }

    public void select(@Nullable UUID receiptId) {
        viewModel.select(receiptId);
    }

    /** The receipt that somebody selected in the graph; null for none. */
    public ReadOnlyObjectProperty<@Nullable Receipt> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    private void tell(@Nullable UUID id) {
        Drawing drawn = viewModel.drawingProperty().get();
        ReceiptIndex index = drawn == null ? null : drawn.index();
        selected.set(index == null || id == null ? null : index.receipt(id).orElse(null));
    }

    private void show(@Nullable Screen screen) {
        Drawing drawn = viewModel.drawingProperty().get();
        boolean nothingYet = drawn != null && drawn.index().receipts().isEmpty();
        Node shown = switch (screen) {
            case Screen.Drawn ignored when !nothingYet -> graph;
            case Screen.Loading it -> {
                loading.show(it.load());
                yield loading;
            }
            case Screen.Failed it -> Messages.centred(ErrorNote.of(context.texts(), it.failure()));
            case null -> loading;
            default ->
                Messages.centred(Messages.empty(
                        "receipts",
                        context.texts().text("asof.no_receipts"),
                        context.texts().text("asof.no_receipts_text")));
        };
        if (!root.getChildren().contains(shown)) {
            root.getChildren().setAll(shown);
        }
        graph.repaint();
    }
}
