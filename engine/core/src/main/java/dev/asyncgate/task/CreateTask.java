package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.settings.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates a task, its {@code task.assigned} receipt and its open obligation. One round trip; a second one when a task
 * with the idempotency key is there already.
 */
public final class CreateTask {

    private static final String SQL = """
            WITH causes AS MATERIALIZED (
                SELECT receipt_id, created_at FROM receipts WHERE tenant_id = ? AND receipt_id = ANY (?)
            ), clock AS MATERIALIZED (
                SELECT greatest(gate_now(), (SELECT max(created_at) FROM causes)) AS at
            ), created AS (
                INSERT INTO tasks (
                    tenant_id, task_id, created_at, updated_at, next_eligible_at, assigned_receipt_id, priority,
                    max_attempts, retry_backoff_seconds, type, created_by_kind, created_by_id, created_by_instance_id,
                    principal_ai, capabilities, tags, idempotency_key, request_sha256, payload_pointer,
                    expected_outcome_kind, expected_artifact_mime, asyncgate_instance, payload)
                SELECT ?, ?, clock.at, clock.at, clock.at + make_interval(secs => ?), new_id(), ?,
                       ?, ?, ?, ?, ?, ?,
                       ?, ?, ?, ?, ?, ?,
                       ?, ?, ?, ?::json
                FROM clock
                WHERE (SELECT count(*) FROM causes) = ?
                ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                RETURNING tenant_id, task_id, assigned_receipt_id, created_at, created_by_kind, created_by_id,
                          asyncgate_instance
            ), assigned AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id,
                    asyncgate_instance, parents, body, hash)
                SELECT c.tenant_id, c.assigned_receipt_id, c.created_at, c.task_id, 'task.assigned',
                       'service', 'svc:asyncgate', c.created_by_kind, c.created_by_id,
                       c.asyncgate_instance, e.parents, e.body::json,
                       receipt_hash('task.assigned', 'service', 'svc:asyncgate', c.created_by_kind, c.created_by_id,
                                    c.task_id, NULL, NULL, e.parents, e.body)
                FROM created c, (SELECT ?::uuid[] AS parents, ? AS body) e
            ), owed AS (
                INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, created_by_id, created_by_kind, created_at, assigned_receipt_id FROM created
            ), caused AS (
                INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
                SELECT c.tenant_id, p.receipt_id, c.assigned_receipt_id, 'task.assigned' FROM created c, causes p
            )
            SELECT EXISTS (SELECT FROM created) AS created, ARRAY (SELECT receipt_id FROM causes) AS causes
            """;

    private static final String EXISTING = """
            SELECT task_id, status, request_sha256 FROM tasks WHERE tenant_id = ? AND idempotency_key = ?
            """;

    private final Database database;
    private final Settings settings;

    public CreateTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Creates the task on behalf of its owner.
     *
     * @param taskId chosen by the caller, a version-7 UUID
     * @throws GateException INVALID_REQUEST, PAYLOAD_TOO_LARGE, RECEIPT_LIMIT_EXCEEDED or DATABASE_UNAVAILABLE
     */
    public CreatedTask run(UUID tenantId, Principal owner, UUID taskId, NewTask task) {
        NewTask complete = withDefaults(owner, task);
        check(complete);
        byte[] digest = digest(owner, complete);
        List<UUID> causes = List.copyOf(new HashSet<>(complete.causedBy()));
        Outcome outcome = insert(tenantId, owner, taskId, complete, causes, digest);
        if (outcome.created()) {
            return new CreatedTask(taskId, TaskStatus.QUEUED, false, true);
        }
        if (outcome.causes().size() < causes.size()) {
            Set<UUID> unknown = new HashSet<>(causes);
            unknown.removeAll(outcome.causes());
            throw GateException.invalid(
                    "caused_by", "caused_by names receipts that this tenant does not have: " + unknown + ".");
        }
        return existing(tenantId, complete.idempotencyKey(), digest);
    }

    private record Outcome(boolean created, Set<UUID> causes) {}

    private Outcome insert(
            UUID tenantId, Principal owner, UUID taskId, NewTask task, List<UUID> causes, byte[] digest) {
        String pointer = task.payloadPointer() == null ? "inline://task/" + taskId : task.payloadPointer();
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .ids(causes)
                .id(tenantId)
                .id(taskId)
                .number(secondsOrNull(task.delay()))
                .integer(task.priority())
                .integer(task.maxAttempts())
                .number(secondsOrNull(task.retryBackoff()))
                .text(task.type())
                .text(owner.kind().wireName())
                .text(owner.id())
                .text(owner.instanceId())
                .text(task.principalAi())
                .texts(task.requirements().capabilities())
                .texts(task.requirements().tags())
                .text(task.idempotencyKey())
                .bytes(digest)
                .text(task.payloadPointer())
                .text(task.expectedOutcomeKind())
                .text(task.expectedArtifactMime())
                .text(settings.instanceId())
                .json(task.payload())
                .integer(causes.size())
                .ids(task.causedBy())
                .text(Bodies.assigned(task.type(), pointer, task.payload()))
                .one(row -> new Outcome(row.flag("created"), Set.copyOf(row.ids("causes")))));
    }

    private CreatedTask existing(UUID tenantId, @Nullable String key, byte[] digest) {
        return database.statement(session -> session.query(EXISTING)
                .id(tenantId)
                .text(key)
                .one(row -> new CreatedTask(
                        row.id("task_id"),
                        TaskStatus.ofWireName(row.text("status")),
                        true,
                        java.util.Arrays.equals(digest, row.bytes("request_sha256")))));
    }

    private NewTask withDefaults(Principal owner, NewTask task) {
        return new NewTask(
                task.type(),
                task.payload(),
                task.payloadPointer(),
                task.principalAi() == null ? owner.id() : task.principalAi(),
                task.requirements(),
                task.expectedOutcomeKind(),
                task.expectedArtifactMime(),
                task.priority(),
                task.maxAttempts() == null ? settings.retries().defaultMaxAttempts() : task.maxAttempts(),
                task.retryBackoff() == null ? settings.retries().defaultBackoff() : task.retryBackoff(),
                task.delay(),
                task.idempotencyKey(),
                task.causedBy());
    }

    private static void check(NewTask task) {
        Limits.requireText("type", task.type(), 1, 255);
        Limits.requireObject("payload", task.payload());
        Limits.requireAtMost("payload", task.payload(), Limits.PAYLOAD_BYTES);
        Limits.requireTexts("requirements.capabilities", task.requirements().capabilities(), 64, 100);
        Limits.requireTexts("requirements.tags", task.requirements().tags(), 64, 100);
        Limits.optionalText("idempotency_key", task.idempotencyKey(), 1, 255);
        Limits.optionalText("principal_ai", task.principalAi(), 1, 255);
        Limits.optionalText("payload_pointer", task.payloadPointer(), 1, 2048);
        Limits.optionalText("expected_outcome_kind", task.expectedOutcomeKind(), 1, 255);
        Limits.optionalText("expected_artifact_mime", task.expectedArtifactMime(), 1, 255);
        if (task.maxAttempts() != null) {
            Limits.requireRange("max_attempts", task.maxAttempts(), 1, Limits.MAX_ATTEMPTS);
        }
        Limits.optionalSeconds("retry_backoff_seconds", task.retryBackoff(), 1, 86_400);
        Limits.optionalSeconds("delay_seconds", task.delay(), 0, 31_536_000);
        if (task.causedBy().size() > 10) {
            throw new GateException(
                    ErrorCode.RECEIPT_LIMIT_EXCEEDED,
                    "caused_by names " + task.causedBy().size() + " receipts; at most 10 are allowed.");
        }
    }

    /** Over the RFC 8785 form of all fields after defaults, with the creator, without caused_by and idempotency_key. */
    private static byte[] digest(Principal owner, NewTask task) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("created_by", owner.toString());
        request.put("delay_seconds", secondsOrNull(task.delay()));
        request.put("expected_artifact_mime", task.expectedArtifactMime());
        request.put("expected_outcome_kind", task.expectedOutcomeKind());
        request.put("max_attempts", task.maxAttempts());
        request.set("payload", task.payload().node());
        request.put("payload_pointer", task.payloadPointer());
        request.put("principal_ai", task.principalAi());
        request.put("priority", task.priority());
        request.put("retry_backoff_seconds", secondsOrNull(task.retryBackoff()));
        request.put("type", task.type());
        task.requirements().capabilities().forEach(request.putArray("capabilities")::add);
        task.requirements().tags().forEach(request.putArray("tags")::add);
        return HexFormat.of().parseHex(Json.of(request).sha256());
    }

    private static @Nullable Long secondsOrNull(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
