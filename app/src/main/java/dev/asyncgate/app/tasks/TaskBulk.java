package dev.asyncgate.app.tasks;

import dev.asyncgate.app.acts.Acting;
import dev.asyncgate.app.bulk.BulkBar;
import dev.asyncgate.app.bulk.BulkDialog;
import dev.asyncgate.app.bulk.BulkKind;
import dev.asyncgate.app.bulk.BulkScope;
import dev.asyncgate.app.bulk.BulkViewModel;
import dev.asyncgate.app.bulk.BulkViewModel.Phase;
import dev.asyncgate.app.shell.PlaceContext;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Does something to the tasks that are ticked, one operation at a time. For the FX thread only. */
final class TaskBulk {

    private final PlaceContext context;
    private final Inspector inspector;
    private final Acting acting;
    private final TasksViewModel viewModel;
    private final BulkBar bar;
    private @Nullable BulkViewModel current;

    TaskBulk(PlaceContext context, Inspector inspector, Acting acting, TasksViewModel viewModel) {
        this.context = context;
        this.inspector = inspector;
        this.acting = acting;
        this.viewModel = viewModel;
        this.bar = new BulkBar(context.texts(), this::show);
    }

    /** Tells how an operation stands whose dialog is closed. */
    Node bar() {
        return bar;
    }

    /** For tests: the operation under way, or the last. */
    @Nullable BulkViewModel current() {
        return current;
    }

    /** Looks at what would be done to the ticked ones, and asks. Shows the one that runs while there is one. */
    void begin(BulkKind kind) {
        BulkViewModel before = current;
        if (before != null && before.phaseProperty().get() == Phase.RUNNING) {
            show();
            return;
        }
        boolean wants = acting.environment().wantsTyping() && kind != BulkKind.RESUME;
        var operation = new BulkViewModel(
                context.background(),
                acting.operator(),
                inspector,
                context.clock(),
                kind,
                scope(),
                wants ? acting.environment().name() : null,
                viewModel::readAgain);
        operation.look();
        show(operation);
    }

    private BulkScope scope() {
        TaskQuery query = viewModel.queryProperty().get();
        List<BulkScope.Part> parts = query.parts().stream()
                .filter(part -> part.key() != TaskQuery.Key.SORT)
                .map(part -> new BulkScope.Part(
                        part.key().word(),
                        part.key() == TaskQuery.Key.AGE
                                ? context.texts().text("tasks.chip_age", part.value())
                                : part.value().replace(",", ", ")))
                .toList();
        if (viewModel.checked().isAll()) {
            List<BulkScope.Part> all = parts.isEmpty()
                    ? List.of(new BulkScope.Part(context.texts().text("bulk.every_task"), ""))
                    : parts;
            return new BulkScope(all, query.filter(), List.of());
        }
        String ticked = context.texts().text("bulk.ticked", viewModel.checked().size());
        return new BulkScope(List.of(new BulkScope.Part(ticked, "")), null, viewModel.checked().ids());
    }

    private void show(BulkViewModel operation) {
        current = operation;
        bar.setDialogOpen(true);
        bar.follow(operation);
        show();
    }

    private void show() {
        BulkViewModel operation = current;
        if (operation != null) {
            bar.setDialogOpen(true);
            acting.dialogs()
                    .show(new BulkDialog(
                            context, acting, operation, () -> undo(operation), () -> bar.setDialogOpen(false)));
        }
    }

    private void undo(BulkViewModel operation) {
        operation.undo(context.background()).ifPresent(undoing -> {
            acting.dialogs().close();
            show(undoing);
        });
    }
}
