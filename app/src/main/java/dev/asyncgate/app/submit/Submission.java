package dev.asyncgate.app.submit;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From a checked draft to tasks, and from a task back to a draft. */
final class Submission {

    private Submission() {}

    /**
     * How a submission ended.
     *
     * @param created the tasks that stand now, one that was there already included
     * @param existing whether the one task was there already
     * @param matched whether the one that was there was asked for in the same words
     * @param failure what ended it early; null where all stand
     */
    record Outcome(
            Draft draft,
            List<UUID> created,
            boolean existing,
            boolean matched,
            @Nullable Exception failure) {}

    /** Writes the copies one after the other, and stops at the first that fails. Does I/O. */
    static Outcome run(Tasker tasker, Draft draft, Json payload) {
        NewTask task = task(draft, payload);
        int copies = FormCheck.number(draft.copies()).orElse(1);
        List<UUID> created = new ArrayList<>();
        boolean existing = false;
        boolean matched = true;
        try {
            for (int i = 0; i < copies; i++) {
                CreatedTask answer = tasker.createTask(task);
                created.add(answer.taskId());
                existing = answer.existing();
                matched = answer.matched();
            }
            return new Outcome(draft, List.copyOf(created), existing, matched, null);
        } catch (RuntimeException failure) {
            return new Outcome(draft, List.copyOf(created), existing, matched, failure);
        }
    }

    static NewTask task(Draft draft, Json payload) {
        return NewTask.builder(draft.type(), payload)
                .requirements(draft.capabilities(), draft.tags())
                .priority(FormCheck.number(draft.priority()).orElse(0))
                .maxAttempts(FormCheck.number(draft.maxAttempts()).orElse(null))
                .retryBackoff(DurationText.parse(draft.backoff()).orElse(null))
                .delay(DurationText.parse(draft.delay())
                        .filter(Duration::isPositive)
                        .orElse(null))
                .idempotencyKey(orNull(draft.idempotencyKey()))
                .causedBy(draft.causedBy().stream().map(UUID::fromString).toList())
                .expected(orNull(draft.expectedOutcome()), orNull(draft.mediaType()))
                .principalAi(orNull(draft.owedTo()))
                .build();
    }

    /** A draft for a task like this one: every digit of its payload, but not its key, which is its own. */
    static Draft like(Task task) {
        return new Draft(
                task.type(),
                task.requirements().capabilities(),
                task.requirements().tags(),
                Integer.toString(task.priority()),
                Integer.toString(task.maxAttempts()),
                DurationText.of(task.retryBackoff()),
                "now",
                "1",
                "",
                List.of(),
                task.expectedOutcomeKind() == null ? "" : task.expectedOutcomeKind(),
                task.expectedArtifactMime() == null ? "" : task.expectedArtifactMime(),
                task.principalAi(),
                JsonLayout.of(task.payload().text()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
