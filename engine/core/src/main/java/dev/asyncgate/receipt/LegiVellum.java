package dev.asyncgate.receipt;

import dev.asyncgate.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A receipt with what the LegiVellum receipt schema, version 1.0, says besides of its task: the form in which ledgers
 * exchange receipts. All but {@code read_at} is as it was when the receipt was written, so that it is the same whenever it
 * is sent.
 *
 * @param task null for what concerns no task
 * @param parentTaskId the task of the first parent, when it is another one
 */
public record LegiVellum(
        LedgerEntry entry, @Nullable OfTask task, @Nullable UUID parentTaskId) {

    /** What stands for an absent text or pointer id. */
    private static final String ABSENT = "NA";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * What a receipt's task says.
     *
     * @param payload itself, or its digest and size when it is longer than a member of a body may be
     * @param attempt failures reported up to the receipt
     * @param startedAt when the holder of the receipt's lease had started, if it had
     * @param completedAt when the task ended, of receipts that were written since
     * @param artifact the first one that the receipt names
     */
    public record OfTask(
            String type,
            String owner,
            String principalAi,
            UUID assignedReceiptId,
            String payloadPointer,
            Json payload,
            @Nullable String expectedOutcomeKind,
            @Nullable String expectedArtifactMime,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Json artifact) {}

    /** As a tenant's own ledger answers it. */
    public ObjectNode inLedger(UUID tenantId) {
        return form(tenantId.toString(), phase(), LedgerStatus.of(type()));
    }

    /**
     * As it is sent to a ReceiptGate, for which an obligation is open until its work can be located: an unlocated completion
     * closes nothing.
     *
     * @param tenantId the name of the tenant over there
     */
    public ObjectNode forReceiptGate(String tenantId) {
        return isUnlocated()
                ? form(tenantId, Phase.ACCEPTED, LedgerStatus.NA)
                : form(tenantId, phase(), LedgerStatus.of(type()));
    }

    private enum Phase {
        ACCEPTED("accepted"),
        COMPLETE("complete"),
        ESCALATE("escalate");

        private final String wireName;

        Phase(String wireName) {
            this.wireName = wireName;
        }
    }

    private Phase phase() {
        return switch (type()) {
            case TASK_COMPLETED, TASK_FAILED, TASK_CANCELED, TASK_AMENDED, TASK_WAIVED, TASK_RESULT_READY ->
                Phase.COMPLETE;
            case TASK_ESCALATED -> Phase.ESCALATE;
            default -> Phase.ACCEPTED;
        };
    }

    private boolean isUnlocated() {
        return type() == ReceiptType.TASK_COMPLETED
                && task != null
                && !receipt().parents().contains(task.assignedReceiptId());
    }

    private ObjectNode form(String tenantId, Phase phase, LedgerStatus status) {
        ObjectNode form = NODES.objectNode().put("schema_version", "1.0").put("tenant_id", tenantId);
        putIds(form);
        putPrincipals(form, phase);
        form.put("phase", phase.wireName).put("status", status.wireName()).put("realtime", false);
        putTask(form);
        boolean closes = phase == Phase.COMPLETE;
        putOutcome(form, closes ? outcomeText() : ABSENT, closes && task != null ? task.artifact() : null);
        putEscalation(form, phase);
        putInstants(form, closes);
        form.set("metadata", metadata());
        return form;
    }

    private void putIds(ObjectNode form) {
        List<UUID> parents = receipt().parents();
        form.put("receipt_id", receipt().receiptId().toString())
                .put("task_id", text(receipt().taskId()))
                .put("parent_task_id", text(parentTaskId))
                .put("caused_by_receipt_id", text(parents.isEmpty() ? null : parents.getFirst()))
                .put("dedupe_key", receipt().hash())
                .put("attempt", task == null ? 0 : task.attempt());
    }

    private void putPrincipals(ObjectNode form, Phase phase) {
        String to = receipt().to().id();
        form.put("from_principal", task == null ? receipt().from().id() : task.owner())
                .put("for_principal", task == null ? to : task.owner())
                .put("source_system", "asyncgate")
                .put("recipient_ai", task == null || phase == Phase.ESCALATE ? to : task.principalAi())
                .put("trust_domain", "default");
    }

    private void putTask(ObjectNode form) {
        ObjectNode inputs = form.put("task_type", task == null ? ABSENT : task.type())
                .put("task_summary", task == null ? ABSENT : task.type())
                .put("task_body", task == null ? ABSENT : task.payload().text())
                .putObject("inputs");
        if (task != null) {
            inputs.put("payload_pointer", task.payloadPointer())
                    .set("payload", task.payload().node());
        }
        form.put("expected_outcome_kind", text(task == null ? null : task.expectedOutcomeKind()))
                .put("expected_artifact_mime", text(task == null ? null : task.expectedArtifactMime()));
    }

    private static void putOutcome(ObjectNode form, String text, @Nullable Json artifact) {
        boolean says = !text.equals(ABSENT);
        String kind = says ? "response_text" : ABSENT;
        if (artifact != null) {
            kind = says ? "mixed" : "artifact_pointer";
        }
        form.put("outcome_kind", kind).put("outcome_text", text);
        JsonNode node = artifact == null ? NODES.objectNode() : artifact.node();
        form.put("artifact_location", first(node, "location", "type"))
                .put("artifact_pointer", pointer(node))
                .put("artifact_checksum", first(node, "checksum", "sha256"))
                .put("artifact_size_bytes", size(node))
                .put("artifact_mime", first(node, "mime", "content_type"));
    }

    private void putEscalation(ObjectNode form, Phase phase) {
        JsonNode body = phase == Phase.ESCALATE ? receipt().body().node() : NODES.objectNode();
        form.put("escalation_class", body.has("class") ? body.get("class").asString() : ABSENT)
                .put("escalation_reason", first(body, "reason"))
                .put("escalation_to", phase == Phase.ESCALATE ? receipt().to().id() : ABSENT)
                .put("retry_requested", false);
    }

    private void putInstants(ObjectNode form, boolean closes) {
        form.put("created_at", receipt().createdAt().toString())
                .put("stored_at", receipt().createdAt().toString())
                .put("started_at", textOrNull(task == null ? null : task.startedAt()))
                .put("completed_at", textOrNull(task == null || !closes ? null : task.completedAt()))
                .put("read_at", textOrNull(entry.deliveredAt()))
                .putNull("archived_at");
    }

    private ObjectNode metadata() {
        ObjectNode metadata = NODES.objectNode()
                .put("receipt_type", type().wireName())
                .put("lease_id", textOrNull(receipt().leaseId()));
        ArrayNode parents = metadata.putArray("parents");
        receipt().parents().forEach(parent -> parents.add(parent.toString()));
        return metadata.put("from_kind", receipt().from().kind().wireName())
                .put("to_kind", receipt().to().kind().wireName())
                .put("trace_id", entry.traceId());
    }

    /** What the receipt says of the outcome: a result, an error, or why there is none. */
    private String outcomeText() {
        JsonNode body = receipt().body().node();
        return switch (type()) {
            case TASK_COMPLETED, TASK_AMENDED ->
                body.has("result")
                        ? textOf(body.get("result"))
                        : textOf(NODES.objectNode().set("result_sha256", body.get("result_sha256")));
            case TASK_FAILED -> textOf(body.get("error"));
            case TASK_CANCELED, TASK_WAIVED -> first(body, "reason");
            default -> ABSENT;
        };
    }

    private static String textOf(@Nullable JsonNode node) {
        if (node == null) {
            return ABSENT;
        }
        Json value = Json.of(node);
        return value.isEmpty() ? ABSENT : value.text();
    }

    /** An artifact is an object that says where it is, or a text that is where it is. */
    private static String pointer(JsonNode artifact) {
        return artifact.isString()
                ? artifact.stringValue()
                : first(artifact, "pointer", "uri", "url", "path", "output_path");
    }

    private static String first(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = object.get(name);
            if (value != null && value.isString() && !value.stringValue().isEmpty()) {
                return value.stringValue();
            }
        }
        return ABSENT;
    }

    private static long size(JsonNode artifact) {
        for (String name : List.of("size_bytes", "bytes")) {
            JsonNode value = artifact.get(name);
            if (value != null && value.canConvertToExactIntegral() && value.canConvertToLong() && value.asLong() >= 0) {
                return value.asLong();
            }
        }
        return 0;
    }

    private static String text(@Nullable Object value) {
        return value == null ? ABSENT : value.toString();
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Receipt receipt() {
        return entry.receipt();
    }

    private ReceiptType type() {
        return receipt().type();
    }
}
