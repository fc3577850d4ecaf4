package dev.asyncgate.app.tasks;

import dev.asyncgate.app.background.Scope;
import dev.asyncgate.why.Standing;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Why the selected task is not running, as it was when somebody asked. For the FX thread only. */
final class WhyViewModel {

    private final Scope scope;
    private final Function<UUID, Standing> why;
    private final ReadOnlyObjectWrapper<@Nullable Standing> standing = new ReadOnlyObjectWrapper<>(this, "standing");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");

    WhyViewModel(Scope scope, Function<UUID, Standing> why) {
        this.scope = scope;
        this.why = why;
    }

    /** Asks about a task; what is known of another one is forgotten. */
    void ask(UUID taskId) {
        Standing known = standing.get();
        if (known != null && !known.taskId().equals(taskId)) {
            standing.set(null);
        }
        scope.load(
                "why",
                () -> why.apply(taskId),
                found -> {
                    failure.set(null);
                    standing.set(found);
                },
                failure::set);
    }

    void forget() {
        standing.set(null);
        failure.set(null);
    }

    /** Null until it is known. */
    ReadOnlyObjectProperty<@Nullable Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
