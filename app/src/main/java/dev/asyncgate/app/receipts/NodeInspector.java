package dev.asyncgate.app.receipts;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.receipt.Pieces;
import dev.asyncgate.app.receipt.ReceiptPane;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.shell.Action;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Gaps;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.theme.Glyphs;
import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Receipt;
import java.util.List;
import java.util.UUID;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the inspector shows of the selected node: a receipt, or a task that is drawn as one. For the FX thread only. */
final class NodeInspector implements ReceiptPane.Host {

    private final PlaceContext context;
    private final Texts texts;
    private final ReceiptsViewModel viewModel;
    private final Pieces pieces;
    private final ReceiptPane receipt;
    private final BucketPane buckets;
    private final VBox task = new VBox();

    NodeInspector(
            PlaceContext context, Acting acting, Inspector inspector, boolean delivers, ReceiptsViewModel viewModel) {
        this.context = context;
        this.texts = context.texts();
        this.viewModel = viewModel;
        this.pieces = new Pieces(texts);
        this.receipt = new ReceiptPane(context, acting, inspector, delivers, this);
        this.buckets = new BucketPane(context, pieces, viewModel);
        task.getStyleClass().addAll(Styles.INSPECTOR, "receipt-inspector");
        task.getStylesheets().add(Pieces.stylesheet());
    }

    /** The inspector with that node in it. */
    Parent show(Inspection inspection) {
        return switch (inspection) {
            case Inspection.OfReceipt it -> {
                receipt.show(it.inspected());
                yield receipt.view();
            }
            case Inspection.OfTask it -> {
                show(it.node());
                yield task;
            }
            case Inspection.OfBucket it -> {
                buckets.show(it);
                yield buckets.view();
            }
        };
    }

    /** What can be done about the selected receipt now, for the palette. */
    List<Command> commands() {
        return viewModel.inspectionProperty().get() instanceof Inspection.OfReceipt it
                ? receipt.commands(it.inspected())
                : List.of();
    }

    @Override
    public void select(@Nullable UUID receiptId) {
        viewModel.select(receiptId);
    }

    @Override
    public ActsViewModel acts() {
        return viewModel.acts();
    }

    @Override
    public List<Action> offers(Receipt selected) {
        return List.of(Action.of(texts.text("receipts.copy_dot"), () -> viewModel.dot(Pieces::copy)));
    }

    private void show(StackNode node) {
        var facts = pieces.keyValues(List.of(
                pieces.key("receipts.state"),
                pieces.label(node.status(), Styles.VALUE),
                pieces.key("receipts.count"),
                pieces.label(Integer.toString(node.receipts()), Styles.VALUE, Styles.MONO)));
        var foot = new HBox(taskButtons(node));
        foot.getStyleClass().add(Styles.INSPECTOR_FOOT);
        task.getChildren()
                .setAll(
                        pieces.head(
                                Glyphs.state(node.status(), 14), node.type(), node.id(), () -> viewModel.select(null)),
                        facts,
                        Gaps.grow(),
                        foot);
    }

    private Button[] taskButtons(StackNode node) {
        var drawing = viewModel.drawingProperty().get();
        boolean ofTasks = drawing != null && drawing.isOfTasks();
        var expand = new Button(texts.text(ofTasks ? "receipts.show_receipts" : "receipts.expand"));
        expand.setOnAction(event -> {
            if (ofTasks) {
                viewModel.openAlone(node.id());
            } else {
                viewModel.toggleCollapsed(node.id());
            }
        });
        var showTask = new Button(texts.text("receipts.show_task"));
        showTask.setOnAction(event -> context.navigator().go(new Destination.ShowTask(node.id())));
        return new Button[] {expand, showTask};
    }
}
