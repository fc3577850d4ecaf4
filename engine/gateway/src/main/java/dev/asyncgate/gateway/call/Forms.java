package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Shape.FLAG;
import static dev.asyncgate.gateway.call.Shape.ID;
import static dev.asyncgate.gateway.call.Shape.MOMENT;
import static dev.asyncgate.gateway.call.Shape.NAME;
import static dev.asyncgate.gateway.call.Shape.OBJECT;

import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.Requirements;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How the engine's records look on the wire, each beside the members that the documents say of it. */
final class Forms {

    private static final Shape COUNT = Shape.whole(0, Integer.MAX_VALUE);
    private static final Shape PRIORITY = Shape.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Shape WORDS = Shape.listOf(Shape.text(1, 100), 64);

    static final Shape STATUS = Shape.choice("queued", "leased", "running", "succeeded", "failed", "canceled");

    static final Shape REQUIREMENTS = Shape.Members.of(
            Field.of("capabilities", WORDS, "What a worker must offer to get it."),
            Field.of("tags", WORDS, "Labels for people; they select nothing."));

    static final Shape PRINCIPAL = Shape.Members.of(
            Field.of("kind", Shape.choice("agent", "worker", "service", "human", "system"), "What sort of actor.")
                    .mandatory(),
            Field.of("id", NAME, "Its id.").mandatory());

    private static final Shape RESULT = Shape.Members.of(
            Field.of("outcome", Shape.choice("succeeded", "failed", "canceled"), "How it ended.")
                    .mandatory(),
            Field.of("result", OBJECT, "What the worker reported; null unless it succeeded."),
            Field.of("error", OBJECT, "Why it failed, or {reason} when it was canceled; else null."),
            Field.of("artifacts", Shape.ANYTHING, "Where the work can be found; null when none was given."),
            Field.of("completed_at", MOMENT, "When it ended.").mandatory());

    private static final Shape AMENDMENT = Shape.Members.of(
            Field.of("artifacts", Shape.ANYTHING, "Where the work can be found."),
            Field.of("delivery_proof", Shape.ANYTHING, "What proves its delivery."),
            Field.of("at", MOMENT, "When it was supplied.").mandatory());

    private static final List<Field> TASK_HEAD = List.of(
            Field.of("task_id", ID, "Its id.").mandatory(),
            Field.of("type", NAME, "What sort of work it is.").mandatory(),
            Field.of(
                            "payload_pointer",
                            Shape.text(1, 2048),
                            "Where the payload is; inline://task/{id} when it is here.")
                    .mandatory(),
            Field.of("created_by", PRINCIPAL, "Its owner.").mandatory(),
            Field.of("principal_ai", NAME, "Who owns the obligation in the larger system.")
                    .mandatory(),
            Field.of("requirements", REQUIREMENTS, "What it asks of its worker.")
                    .mandatory(),
            Field.of("expected_outcome_kind", NAME, "What sort of outcome is expected."),
            Field.of("expected_artifact_mime", NAME, "The media type that is expected."),
            Field.of("priority", PRIORITY, "Higher first.").mandatory(),
            Field.of("status", STATUS, "Where it stands.").mandatory(),
            Field.of("attempt", COUNT, "Failures reported so far.").mandatory(),
            Field.of("max_attempts", COUNT, "Failures after which it fails for good.")
                    .mandatory(),
            Field.of("created_at", MOMENT, "When it was created.").mandatory(),
            Field.of("updated_at", MOMENT, "When it last changed.").mandatory(),
            Field.of("next_eligible_at", MOMENT, "Not to be claimed before; null once leased."),
            Field.of("started_at", MOMENT, "When the holder of the current or last lease started."),
            Field.of("held", FLAG, "Whether an operator keeps it out of the queue.")
                    .mandatory(),
            Field.of("held_reason", Shape.text(0, 4096), "Why it is held."));

    static final Shape TASK_ROW = new Shape.Members(TASK_HEAD);

    static final List<Field> TASK = java.util.stream.Stream.concat(
                    TASK_HEAD.stream(),
                    java.util.stream.Stream.of(
                            Field.of("payload", OBJECT, "The work itself.").mandatory(),
                            Field.of("result", RESULT, "Once it has ended."),
                            Field.of("amendment", AMENDMENT, "Evidence that was supplied after the completion."),
                            Field.of("progress", OBJECT, "What its worker reported last.")))
            .toList();

    static final List<Field> OK = List.of(Field.of("ok", FLAG, "True.").mandatory());

    static final List<Field> CREATED = List.of(
            Field.of("task_id", ID, "The task with this work.").mandatory(),
            Field.of("status", STATUS, "Where it stands.").mandatory(),
            Field.of("existing", FLAG, "Whether the idempotency key was known; then nothing was written.")
                    .mandatory(),
            Field.of("matched", FLAG, "Whether the request equals the one that created the task.")
                    .mandatory());

    static final List<Field> RECEIPT = List.of(
            Field.of("receipt_id", ID, "Its id.").mandatory(),
            Field.of("receipt_type", NAME, "What happened, as task.completed.").mandatory(),
            Field.of("created_at", MOMENT, "When it happened.").mandatory(),
            Field.of("from", PRINCIPAL, "Who did it.").mandatory(),
            Field.of("to", PRINCIPAL, "To whom it is addressed.").mandatory(),
            Field.of("task_id", ID, "Of which task; null when of none."),
            Field.of("lease_id", ID, "Under which lease; null when under none."),
            Field.of("schedule_id", ID, "Of which schedule; null when of none."),
            Field.of("parents", Shape.listOf(ID, 10), "The receipts that it follows from.")
                    .mandatory(),
            Field.of("body", OBJECT, "What it says.").mandatory(),
            Field.of("hash", Shape.text(64, 64), "SHA-256 over what it says, for whoever checks.")
                    .mandatory(),
            Field.of("delivered_at", MOMENT, "When whom it is addressed to first fetched it."));

    static final Shape CLAIMED = Shape.Members.of(
            Field.of("tenant_id", ID, "Whose task it is.").mandatory(),
            Field.of("task_id", ID, "The task.").mandatory(),
            Field.of("lease_id", ID, "The lease: every later call about the task names it.")
                    .mandatory(),
            Field.of("type", NAME, "What sort of work it is.").mandatory(),
            Field.of("payload", OBJECT, "The work itself.").mandatory(),
            Field.of("payload_pointer", Shape.text(1, 2048), "Where the payload is.")
                    .mandatory(),
            Field.of("principal_ai", NAME, "Who owns the obligation in the larger system.")
                    .mandatory(),
            Field.of("attempt", COUNT, "Failures reported so far.").mandatory(),
            Field.of("expires_at", MOMENT, "When the lease ends unless it is renewed.")
                    .mandatory(),
            Field.of("requirements", REQUIREMENTS, "What it asks of its worker.")
                    .mandatory(),
            Field.of("expected_outcome_kind", NAME, "What sort of outcome is expected."),
            Field.of("expected_artifact_mime", NAME, "The media type that is expected."));

    private Forms() {}

    static ObjectNode task(Task task) {
        Answer answer = new Answer()
                .put("task_id", task.taskId())
                .put("type", task.type())
                .put("payload", task.payload())
                .put("payload_pointer", task.payloadPointer())
                .put("created_by", principal(task.createdBy()))
                .put("principal_ai", task.principalAi())
                .put("requirements", requirements(task.requirements()))
                .put("expected_outcome_kind", task.expectedOutcomeKind())
                .put("expected_artifact_mime", task.expectedArtifactMime())
                .put("priority", task.priority())
                .put("status", task.status().wireName())
                .put("attempt", task.attempt())
                .put("max_attempts", task.maxAttempts())
                .put("created_at", task.createdAt())
                .put("updated_at", task.updatedAt())
                .put("next_eligible_at", task.nextEligibleAt())
                .put("started_at", task.startedAt())
                .put("held", task.held())
                .put("held_reason", task.heldReason())
                .put("result", task.result() == null ? null : result(task.result()))
                .put("amendment", task.amendment() == null ? null : amendment(task.amendment()));
        if (task.progress() != null) {
            answer.put("progress", task.progress().progress());
        }
        return answer.node();
    }

    private static Answer result(TaskResult result) {
        return new Answer()
                .put("outcome", result.outcome().wireName())
                .put("result", result.result())
                .put("error", result.error())
                .put("artifacts", result.artifacts())
                .put("completed_at", result.completedAt());
    }

    private static Answer amendment(Task.Amendment amendment) {
        return new Answer()
                .put("artifacts", amendment.artifacts())
                .put("delivery_proof", amendment.deliveryProof())
                .put("at", amendment.at());
    }

    static ObjectNode taskRow(TaskRow task) {
        return new Answer()
                .put("task_id", task.taskId())
                .put("type", task.type())
                .put("payload_pointer", task.payloadPointer())
                .put("created_by", principal(task.createdBy()))
                .put("principal_ai", task.principalAi())
                .put("requirements", requirements(task.requirements()))
                .put("expected_outcome_kind", task.expectedOutcomeKind())
                .put("expected_artifact_mime", task.expectedArtifactMime())
                .put("priority", task.priority())
                .put("status", task.status().wireName())
                .put("attempt", task.attempt())
                .put("max_attempts", task.maxAttempts())
                .put("created_at", task.createdAt())
                .put("updated_at", task.updatedAt())
                .put("next_eligible_at", task.nextEligibleAt())
                .put("started_at", task.startedAt())
                .put("held", task.held())
                .put("held_reason", task.heldReason())
                .node();
    }

    static ObjectNode created(CreatedTask task) {
        return new Answer()
                .put("task_id", task.taskId())
                .put("status", task.status().wireName())
                .put("existing", task.existing())
                .put("matched", task.matched())
                .node();
    }

    static ObjectNode claimed(UUID tenantId, ClaimedTask task) {
        return new Answer()
                .put("tenant_id", tenantId)
                .put("task_id", task.taskId())
                .put("lease_id", task.leaseId())
                .put("type", task.type())
                .put("payload", task.payload())
                .put("payload_pointer", task.payloadPointer())
                .put("principal_ai", task.principalAi())
                .put("attempt", task.attempt())
                .put("expires_at", task.expiresAt())
                .put("requirements", requirements(task.requirements()))
                .put("expected_outcome_kind", task.expectedOutcomeKind())
                .put("expected_artifact_mime", task.expectedArtifactMime())
                .node();
    }

    static ObjectNode entry(LedgerEntry entry) {
        return receipt(entry.receipt(), entry.deliveredAt());
    }

    static ObjectNode receipt(Receipt receipt, @Nullable Instant deliveredAt) {
        return new Answer()
                .put("receipt_id", receipt.receiptId())
                .put("receipt_type", receipt.type().wireName())
                .put("created_at", receipt.createdAt())
                .put("from", principal(receipt.from()))
                .put("to", principal(receipt.to()))
                .put("task_id", receipt.taskId())
                .put("lease_id", receipt.leaseId())
                .put("schedule_id", receipt.scheduleId())
                .texts("parents", receipt.parents())
                .put("body", receipt.body())
                .put("hash", receipt.hash())
                .put("delivered_at", deliveredAt)
                .node();
    }

    static Answer principal(Principal principal) {
        return new Answer().put("kind", principal.kind().wireName()).put("id", principal.id());
    }

    private static Answer requirements(Requirements requirements) {
        return new Answer().texts("capabilities", requirements.capabilities()).texts("tags", requirements.tags());
    }
}
