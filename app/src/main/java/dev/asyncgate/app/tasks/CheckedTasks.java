package dev.asyncgate.app.tasks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * Which tasks are ticked: some of those that were read, or every one that matches. Whoever changes what matches begins anew.
 * For the FX thread only.
 */
final class CheckedTasks {

    private final Set<UUID> ids = new LinkedHashSet<>();
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(this, "changes");
    private boolean all;

    boolean contains(UUID taskId) {
        return all || ids.contains(taskId);
    }

    /** Whether every one that matches is meant, those that were not read too. */
    boolean isAll() {
        return all;
    }

    boolean isEmpty() {
        return !all && ids.isEmpty();
    }

    /** How many were ticked one by one. */
    int size() {
        return ids.size();
    }

    List<UUID> ids() {
        return List.copyOf(ids);
    }

    /** Ticks it, or no longer; out of all, it begins with this one. */
    void toggle(UUID taskId) {
        if (all) {
            all = false;
            ids.clear();
        }
        if (!ids.remove(taskId)) {
            ids.add(taskId);
        }
        changed();
    }

    /** Ticks these besides. */
    void add(List<UUID> taskIds) {
        all = false;
        ids.addAll(taskIds);
        changed();
    }

    /** Ticks every one that matches. */
    void addAll() {
        all = true;
        ids.clear();
        changed();
    }

    void clear() {
        if (!isEmpty()) {
            all = false;
            ids.clear();
            changed();
        }
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Grows with each change. */
    ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }
}
