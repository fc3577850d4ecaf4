package dev.asyncgate.app.leases;

import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.lease.LeaseSpan;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The lease that is selected, and what is known of it. For the FX thread only. */
final class LeaseSelection {

    private final Scope scope;
    private final LeaseReads reads;
    private final ReadOnlyObjectWrapper<@Nullable UUID> leaseId = new ReadOnlyObjectWrapper<>(this, "leaseId");
    private final ReadOnlyObjectWrapper<@Nullable LeaseDossier> dossier = new ReadOnlyObjectWrapper<>(this, "dossier");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable UUID taskId;
    private List<LeaseSpan> kin = List.of();
    private @Nullable Load reading;
    /** Whether what is being read may be older than what is to be known. */
    private boolean again;

    LeaseSelection(Scope scope, LeaseReads reads) {
        this.scope = scope;
        this.reads = reads;
    }

    void select(LeaseSpan lease) {
        select(lease.leaseId(), lease.taskId(), ignored -> {});
    }

    /** Selects a lease and tells when it is known. */
    void select(UUID lease, UUID task, Consumer<LeaseSpan> whenKnown) {
        if (!lease.equals(leaseId.get())) {
            kin = List.of();
        }
        taskId = task;
        leaseId.set(lease);
        load(lease, task, whenKnown);
    }

    void clear() {
        scope.cancelAll();
        taskId = null;
        leaseId.set(null);
        dossier.set(null);
        failure.set(null);
        kin = List.of();
    }

    /** New leases arrived: what concerns the selected one is read again when it has changed. */
    void look(List<LeaseSpan> leases) {
        UUID selected = leaseId.get();
        UUID task = taskId;
        if (selected == null || task == null) {
            return;
        }
        List<LeaseSpan> now =
                leases.stream().filter(lease -> lease.taskId().equals(task)).toList();
        if (!now.equals(kin)) {
            kin = now;
            readAgain();
        }
    }

    /** Reads what concerns the selected lease anew, and once more if it is being read. */
    void readAgain() {
        UUID selected = leaseId.get();
        UUID task = taskId;
        if (reading != null && reading.isRunning()) {
            again = true;
        } else if (selected != null && task != null) {
            load(selected, task, ignored -> {});
        }
    }

    private void load(UUID lease, UUID task, Consumer<LeaseSpan> whenKnown) {
        again = false;
        reading = scope.load(
                "dossier",
                () -> reads.dossier().apply(lease, task),
                known -> {
                    failure.set(null);
                    dossier.set(known);
                    whenKnown.accept(known.lease());
                    if (again) {
                        readAgain();
                    }
                },
                problem -> {
                    dossier.set(null);
                    failure.set(problem);
                });
    }

    /** The task of the selected lease; null while nothing is selected. */
    @Nullable UUID taskId() {
        return taskId;
    }

    ReadOnlyObjectProperty<@Nullable UUID> leaseIdProperty() {
        return leaseId.getReadOnlyProperty();
    }

    /** What was last known; null while nothing is selected or it cannot be known. */
    ReadOnlyObjectProperty<@Nullable LeaseDossier> dossierProperty() {
        return dossier.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
