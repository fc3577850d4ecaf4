package dev.asyncgate.app.receipts;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.task.Task;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the place asks the engine; run off the FX thread. */
record LineageReads(
        Whole whole, Around around, BiFunction<UUID, Lanes, LineageSummary> summary, Function<UUID, LineageTask> task) {

    /** The receipts of a task or of its tree, at most so many. */
    interface Whole {
        Lineage read(UUID taskId, GetLineage.Scope scope, int limit);
    }

    /** The ancestors of a receipt so many edges up, its descendants so many down. */
    interface Around {
        Lineage read(UUID receiptId, int up, int down);
    }

    static LineageReads of(Inspector inspector) {
        return new LineageReads(inspector::lineage, inspector::lineageAround, inspector::lineageSummary, taskId -> {
            Task task = inspector.getTask(taskId);
            return new LineageTask(
                    taskId,
                    task.type(),
                    task.status().wireName(),
                    task.createdBy().toString());
        });
    }
}
