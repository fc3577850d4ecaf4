package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What each run creates: the members of a task as createTask takes them, {@code type} required. An idempotency key, a delay
 * and causes are the scheduler's to give.
 */
final class Template {

    private static final List<String> MEMBERS = List.of(
            "type",
            "payload",
            "payload_pointer",
            "principal_ai",
            "requirements",
            "expected_outcome_kind",
            "expected_artifact_mime",
            "priority",
            "max_attempts",
            "retry_backoff_seconds");

    private Template() {}

    /**
     * The task that this template describes.
     *
     * @throws GateException INVALID_REQUEST or PAYLOAD_TOO_LARGE, naming the member
     */
    static NewTask.Builder task(Json template) {
        Fields fields = new Fields("template.", template.node(), MEMBERS);
        Json wanted = fields.json("requirements");
        Fields requirements = new Fields(
                "template.requirements.",
                wanted == null ? JsonNodeFactory.instance.objectNode() : wanted.node(),
                List.of("capabilities", "tags"));
        NewTask.Builder task = NewTask.builder(
                        fields.requiredText("type"),
                        Objects.requireNonNullElse(fields.json("payload"), Json.emptyObject()))
                .payloadPointer(fields.text("payload_pointer"))
                .principalAi(fields.text("principal_ai"))
                .requirements(requirements.texts("capabilities"), requirements.texts("tags"))
                .expected(fields.text("expected_outcome_kind"), fields.text("expected_artifact_mime"))
                .priority(Objects.requireNonNullElse(fields.integer("priority"), 0))
                .maxAttempts(fields.integer("max_attempts"))
                .retryBackoff(seconds(fields.integer("retry_backoff_seconds")));
        CreateTasks.check(task.build());
        return task;
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
