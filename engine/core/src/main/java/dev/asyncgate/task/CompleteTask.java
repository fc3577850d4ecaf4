package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.settings.Settings;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends a task well: outcome, end of the lease, {@code task.completed}, {@code task.result_ready}, and the obligation
 * discharged if the work can be located. One round trip; a second one when the caller does not hold the lease.
 */
public final class CompleteTask {

    private static final String SQL = HeldLease.SQL + """
            , input AS (
                SELECT ?::boolean AS located, ?::text AS body, ?::text AS instance
            ), finished AS (
                UPDATE tasks t SET status = 'succeeded', updated_at = h.now
                FROM held h WHERE t.tenant_id = h.tenant_id AND t.task_id = h.task_id
            ), ended AS (
                UPDATE leases l SET ended_at = h.now, end_reason = 'completed', end_sha256 = ?
                FROM held h WHERE l.tenant_id = h.tenant_id AND l.lease_id = h.lease_id
            ), outcome AS (
                INSERT INTO outcomes (
                    tenant_id, task_id, completed_at, lease_id, outcome, result, artifacts, delivery_proof)
                SELECT h.tenant_id, h.task_id, h.now, h.lease_id, 'succeeded', ?::json, ?::json, ?::json FROM held h
            ), emitted AS MATERIALIZED (
                SELECT h.*, i.body, i.instance, i.located, new_id() AS receipt_id,
                       CASE WHEN i.located THEN ARRAY[h.assigned_receipt_id, h.accepted_receipt_id]
                            ELSE ARRAY[h.accepted_receipt_id] END AS parents
                FROM held h, input i
            ), completed AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, from_instance_id,
                    to_kind, to_id, asyncgate_instance, parents, body, hash)
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.completed', worker_kind, worker_id,
                       worker_instance_id, created_by_kind, created_by_id, instance, parents, body::json,
                       receipt_hash('task.completed', worker_kind, worker_id, created_by_kind, created_by_id,
                                    task_id, lease_id, NULL, parents, body)
                FROM emitted
            ), followed AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
                    asyncgate_instance, parents, body, hash)
                SELECT e.tenant_id, new_id(), e.now, e.task_id, e.lease_id, f.type, 'service', 'svc:asyncgate',
                       e.created_by_kind, e.created_by_id, e.instance, ARRAY[e.receipt_id], f.body::json,
                       receipt_hash(f.type, 'service', 'svc:asyncgate', e.created_by_kind, e.created_by_id,
                                    e.task_id, e.lease_id, NULL, ARRAY[e.receipt_id], f.body)
                FROM emitted e, (VALUES
                    ('system.anomaly', '{"kind":"locatability_missing"}', false),
                    ('task.result_ready', '{}', true)) AS f (type, body, always)
                WHERE f.always OR NOT e.located
            ), discharged AS (
                DELETE FROM open_obligations o
                WHERE o.tenant_id = ?
                  AND o.principal_id = (SELECT created_by_id FROM emitted WHERE located)
                  AND o.principal_kind = (SELECT created_by_kind FROM emitted WHERE located)
                  AND o.created_at = (SELECT created_at FROM emitted WHERE located)
                  AND o.receipt_id = (SELECT assigned_receipt_id FROM emitted WHERE located)
            )
            SELECT EXISTS (SELECT FROM task) AS found, EXISTS (SELECT FROM held) AS held
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public CompleteTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database);
    }

    /**
     * Completes the task. A repeat of the call that won is answered as the first was and writes nothing.
     *
     * @throws GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, LOCATABILITY_REQUIRED, INVALID_REQUEST,
     *     PAYLOAD_TOO_LARGE or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, String workerId, UUID taskId, UUID leaseId, Completion completion) {
        check(completion);
        byte[] digest = digest(completion);
        Answer answer = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .flag(completion.isLocated())
                .text(Bodies.completed(completion.result(), completion.artifacts(), completion.deliveryProof()))
                .text(settings.instanceId())
                .bytes(digest)
                .json(completion.result())
                .json(completion.artifacts())
                .json(completion.deliveryProof())
                .id(tenantId)
                .one(row -> new Answer(row.flag("found"), row.flag("held"))));
        if (!answer.held()) {
            LostLease.Call call = new LostLease.Call("complete", tenantId, workerId, taskId, leaseId);
            if (!lostLease.isRepeat(call, digest)) {
                throw lostLease.refused(call, answer.found());
            }
        }
    }

    private record Answer(boolean found, boolean held) {}

    private void check(Completion completion) {
        Limits.requireObject("result", completion.result());
        Limits.requireAtMost("result", completion.result(), Limits.PAYLOAD_BYTES);
        Json artifacts = completion.artifacts();
        if (artifacts != null) {
            checkArtifacts(artifacts.node());
            Limits.requireAtMost("artifacts", artifacts, Limits.PAYLOAD_BYTES);
        }
        Json proof = completion.deliveryProof();
        if (proof != null) {
            if (!proof.node().isObject() && !proof.node().isString()) {
                throw GateException.invalid("delivery_proof", "delivery_proof must be an object or a text.");
            }
            Limits.requireAtMost("delivery_proof", proof, Limits.DETAIL_BYTES);
        }
        if (settings.locatability() == Settings.Locatability.STRICT && !completion.isLocated()) {
            throw new GateException(
                    ErrorCode.LOCATABILITY_REQUIRED,
                    "The completion names neither artifacts nor a delivery_proof, so nobody could find the work. Give one of"
                            + " them; nothing changed.");
        }
    }

    private static void checkArtifacts(JsonNode artifacts) {
        if (artifacts.isObject()) {
            return;
        }
        if (!artifacts.isArray() || artifacts.size() > 100) {
            throw GateException.invalid("artifacts", "artifacts must be an object or a list of at most 100.");
        }
        for (JsonNode artifact : artifacts) {
            boolean text = artifact.isString() && !artifact.stringValue().isEmpty();
            if (!text && !(artifact.isObject() && !artifact.isEmpty())) {
                throw GateException.invalid(
                        "artifacts", "artifacts holds " + artifact + ", which locates nothing; use objects or texts.");
            }
        }
    }

    private static byte[] digest(Completion completion) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("operation", "complete");
        content.set("result", completion.result().node());
        Json artifacts = completion.artifacts();
        Json proof = completion.deliveryProof();
        content.set("artifacts", artifacts == null ? null : artifacts.node());
        content.set("delivery_proof", proof == null ? null : proof.node());
        return HexFormat.of().parseHex(Json.of(content).sha256());
    }
}
