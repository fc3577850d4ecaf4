package dev.asyncgate.app.submit;

import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The inputs of the form, as properties that the view binds to. For the FX thread only. */
final class TaskForm {

    private final StringProperty type = new SimpleStringProperty(this, "type", "");
    private final ObservableList<String> capabilities = FXCollections.observableArrayList();
    private final ObservableList<String> tags = FXCollections.observableArrayList();
    private final StringProperty priority = new SimpleStringProperty(this, "priority", "");
    private final StringProperty maxAttempts = new SimpleStringProperty(this, "maxAttempts", "");
    private final StringProperty backoff = new SimpleStringProperty(this, "backoff", "");
    private final StringProperty delay = new SimpleStringProperty(this, "delay", "");
    private final StringProperty copies = new SimpleStringProperty(this, "copies", "");
    private final StringProperty idempotencyKey = new SimpleStringProperty(this, "idempotencyKey", "");
    private final ObservableList<String> causedBy = FXCollections.observableArrayList();
    private final StringProperty expectedOutcome = new SimpleStringProperty(this, "expectedOutcome", "");
    private final StringProperty mediaType = new SimpleStringProperty(this, "mediaType", "");
    private final StringProperty owedTo = new SimpleStringProperty(this, "owedTo", "");
    private final StringProperty payload = new SimpleStringProperty(this, "payload", "");
    private boolean filling;

    TaskForm() {
        fill(Draft.BLANK);
    }

    /** Puts a draft into the form; whoever listens hears of it as of one change, at its end. */
    void fill(Draft draft) {
        filling = true;
        capabilities.setAll(draft.capabilities());
        tags.setAll(draft.tags());
        priority.set(draft.priority());
        maxAttempts.set(draft.maxAttempts());
        backoff.set(draft.backoff());
        delay.set(draft.delay());
        copies.set(draft.copies());
        idempotencyKey.set(draft.idempotencyKey());
        causedBy.setAll(draft.causedBy());
        expectedOutcome.set(draft.expectedOutcome());
        mediaType.set(draft.mediaType());
        owedTo.set(draft.owedTo());
        payload.set(draft.payload());
        type.set(draft.type());
        filling = false;
    }

    /** What stands in it now. */
    Draft draft() {
        return new Draft(
                text(type),
                capabilities,
                tags,
                text(priority),
                text(maxAttempts),
                text(backoff),
                text(delay),
                text(copies),
                text(idempotencyKey),
                causedBy,
                text(expectedOutcome),
                text(mediaType),
                text(owedTo),
                text(payload));
    }

    /** Calls after each change that a person makes, not while a draft is put in. */
    void onEdit(Runnable edited) {
        List<Observable> all = List.of(
                type,
                capabilities,
                tags,
                priority,
                maxAttempts,
                backoff,
                delay,
                copies,
                idempotencyKey,
                causedBy,
                expectedOutcome,
                mediaType,
                owedTo,
                payload);
        all.forEach(each -> each.subscribe(() -> {
            if (!filling) {
                edited.run();
            }
        }));
    }

    /** Editors of combo boxes hand out null for nothing. */
    private static String text(StringProperty property) {
        String value = property.get();
        return value == null ? "" : value;
    }

    StringProperty typeProperty() {
        return type;
    }

    ObservableList<String> capabilities() {
        return capabilities;
    }

    ObservableList<String> tags() {
        return tags;
    }

    StringProperty priorityProperty() {
        return priority;
    }

    StringProperty maxAttemptsProperty() {
        return maxAttempts;
    }

    StringProperty backoffProperty() {
        return backoff;
    }

    StringProperty delayProperty() {
        return delay;
    }

    StringProperty copiesProperty() {
        return copies;
    }

    StringProperty idempotencyKeyProperty() {
        return idempotencyKey;
    }

    ObservableList<String> causedBy() {
        return causedBy;
    }

    StringProperty expectedOutcomeProperty() {
        return expectedOutcome;
    }

    StringProperty mediaTypeProperty() {
        return mediaType;
    }

    StringProperty owedToProperty() {
        return owedTo;
    }

    StringProperty payloadProperty() {
        return payload;
    }
}
