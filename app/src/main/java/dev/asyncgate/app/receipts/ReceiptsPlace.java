package dev.asyncgate.app.receipts;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.export.SavePrompt;
import dev.asyncgate.app.receipts.graph.TaskGraphLayout;
import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Fxml;
import dev.asyncgate.app.shell.Place;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Who owed what to whom: the receipts of a task or of its delegation tree, as a graph and as a table. */
public final class ReceiptsPlace implements Place {

    private static final int NEWEST_TASKS = 100;

    private final ReceiptsViewModel viewModel;
    private final ReceiptsController controller;
    private final Scope clockwork;
    private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");

    /** {@code delivers}: whether a ReceiptGate is set up. */
    public ReceiptsPlace(PlaceContext context, Inspector inspector, Acting acting, boolean delivers) {
        viewModel = new ReceiptsViewModel(
                context.background(),
                LineageReads.of(inspector),
                () -> inspector
                        .listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, NEWEST_TASKS, null)
                        .tasks(),
                words(context.texts()));
        viewModel.remember(context.memoryOf(PlaceId.RECEIPTS));
        clockwork = context.background().scope();
        var nodes = new NodeInspector(context, acting, inspector, delivers, viewModel);
        controller = new ReceiptsController(context, viewModel, nodes, SavePrompt.ofSystem());
        Fxml.load("receipts/Receipts.fxml", controller, context.texts());
    }

    static TaskGraphLayout.Words words(Texts texts) {
        return new TaskGraphLayout.Words(
                depth -> depth == 0 ? texts.text("receipts.depth_root") : texts.text("receipts.depth", depth),
                count -> texts.text("receipts.tasks", count));
    }

    @Override
    public PlaceId id() {
        return PlaceId.RECEIPTS;
    }

    @Override
    public Parent view() {
        return controller.view();
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Parent> inspector() {
        return controller.inspectorProperty();
    }

    @Override
    public void arrive(Destination destination) {
        switch (destination) {
            case Destination.ShowReceipts(var taskId) -> viewModel.open(taskId, null);
            case Destination.ShowReceipt(var receiptId, var taskId) -> viewModel.open(taskId, receiptId);
            default -> viewModel.arrive();
        }
        clockwork.cancelAll();
        clockwork.every(ReceiptsController.BEAT, controller::tick);
    }

    @Override
    public void leave() {
        clockwork.cancelAll();
        viewModel.leave();
    }

    @Override
    public String hintKey() {
        return "receipts.hint";
    }

    @Override
    public ReadOnlyStringProperty railCount() {
        return railCount.getReadOnlyProperty();
    }

    @Override
    public void focusFilter() {
        controller.focusFind();
    }

    @Override
    public List<Command> commands() {
        return controller.commands();
    }

    @Override
    public boolean escape() {
        return controller.escape();
    }
}
