package dev.asyncgate.app.tasks;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.tasks.TaskReads.Dossier;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The task that is selected and what is known of it. For the FX thread only. */
final class TaskSelection {

    private final Scope scope;
    private final TaskReads reads;
    private final ReadOnlyObjectWrapper<@Nullable UUID> taskId = new ReadOnlyObjectWrapper<>(this, "taskId");
    private final ReadOnlyObjectWrapper<@Nullable Dossier> dossier = new ReadOnlyObjectWrapper<>(this, "dossier");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private boolean reading;
    /** Whether what is being read may be older than what is to be known. */
    private boolean again;

    TaskSelection(Scope scope, TaskReads reads) {
        this.scope = scope;
        this.reads = reads;
    }

    /** Selects a task, in the list or not. */
    void select(UUID id) {
        if (id.equals(taskId.get())) {
            return;
        }
        dossier.set(null);
        failure.set(null);
        taskId.set(id);
        read(id);
    }

    void clear() {
        taskId.set(null);
        dossier.set(null);
        failure.set(null);
    }

    void arrive() {
        refresh();
    }

    void leave() {
        scope.cancelAll();
        reading = false;
    }

    /** Reads the task anew unless it is being read. Evidence may come, and its type be paused, after its end. */
    void refresh() {
        if (!reading) {
            readAgain();
        }
    }

    /** Reads the task anew, and once more if it is being read: that may be older than what somebody has just done. */
    void readAgain() {
        UUID id = taskId.get();
        if (reading) {
            again = true;
        } else if (id != null) {
            read(id);
        }
    }

    private void read(UUID id) {
        reading = true;
        again = false;
        scope.load("task", () -> reads.dossier().apply(id), this::tell, problem -> {
            reading = false;
            failure.set(problem);
        });
    }

    private void tell(Dossier known) {
        reading = false;
        if (known.task().taskId().equals(taskId.get())) {
            failure.set(null);
            if (!known.equals(dossier.get())) {
                dossier.set(known);
            }
        }
        if (again) {
            readAgain();
        }
    }

    ReadOnlyObjectProperty<@Nullable UUID> taskIdProperty() {
        return taskId.getReadOnlyProperty();
    }

    /** Null until it has been read. */
    ReadOnlyObjectProperty<@Nullable Dossier> dossierProperty() {
        return dossier.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
