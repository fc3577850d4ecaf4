package dev.asyncgate.app.tasks;

import dev.asyncgate.task.TaskRow;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A row that keeps its place in the list while what it tells changes. For the FX thread only. */
final class TaskItem {

    private final ReadOnlyObjectWrapper<TaskRow> row;

    TaskItem(TaskRow row) {
        this.row = new ReadOnlyObjectWrapper<>(this, "row", row);
    }

    UUID taskId() {
        return row.get().taskId();
    }

    ReadOnlyObjectProperty<TaskRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    void tell(TaskRow now) {
        row.set(now);
    }
}
