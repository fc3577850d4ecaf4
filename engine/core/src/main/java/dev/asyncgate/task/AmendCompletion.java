package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Supplies evidence for a success that could not be located, once: {@code task.amended} discharges the obligation. The
 * stored result does not change. Two round trips.
 */
public final class AmendCompletion {

    private static final String FIND = """
            SELECT f.outcome, f.located, f.result, l.worker_id, a.request_sha256
            FROM submitted_tasks s
            LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            LEFT JOIN ended_leases l ON l.tenant_id = f.tenant_id AND l.lease_id = f.lease_id AND l.lease_id = ?
            LEFT JOIN amendments a ON a.tenant_id = s.tenant_id AND a.task_id = s.task_id
            WHERE s.tenant_id = ? AND s.task_id = ?
            """;

    /** The open obligation is what amending and waiving compete for. */
    private static final String SQL = """
            WITH task AS MATERIALIZED (
                SELECT s.tenant_id, s.task_id, s.created_by_kind, s.created_by_id, s.created_at, s.assigned_receipt_id,
                       f.receipt_id AS completed_receipt_id, f.completed_at, f.lease_id,
                       l.worker_kind, l.worker_id, l.worker_instance_id
                FROM submitted_tasks s
                JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
                JOIN ended_leases l ON l.tenant_id = f.tenant_id AND l.lease_id = f.lease_id
                WHERE s.tenant_id = ? AND s.task_id = ? AND f.outcome = 'succeeded' AND NOT f.located
            ), discharged AS MATERIALIZED (
                DELETE FROM open_obligations o
                WHERE o.tenant_id = ? AND o.principal_id = (SELECT created_by_id FROM task)
                  AND o.principal_kind = (SELECT created_by_kind FROM task)
                  AND o.created_at = (SELECT created_at FROM task)
                  AND o.receipt_id = (SELECT assigned_receipt_id FROM task)
                RETURNING o.receipt_id
            ), amending AS MATERIALIZED (
                SELECT t.*, new_id() AS receipt_id, greatest(gate_now(), t.completed_at) AS now, i.*
                FROM discharged, task t, (
                    SELECT ?::text AS artifacts, ?::text AS delivery_proof, ?::bytea AS request_sha256, ?::text AS body,
                           ?::text[] AS origin) i
            ), kept AS (
                INSERT INTO amendments (tenant_id, task_id, at, receipt_id, request_sha256, artifacts, delivery_proof)
                SELECT tenant_id, task_id, now, receipt_id, request_sha256, artifacts::json, delivery_proof::json
                FROM amending
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.amended' AS type, worker_kind AS from_kind,
                       worker_id AS from_id, worker_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[assigned_receipt_id, completed_receipt_id] AS parents, body
                FROM amending
            )
            """ + Emission.SQL + "SELECT task_id FROM amending";

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public AmendCompletion(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Amends the completion. An equal repeat is answered as the first was and writes nothing.
     *
     * @param artifacts as in a completion
     * @param deliveryProof as in a completion
     * @throws GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, LOCATABILITY_REQUIRED, INVALID_STATE_TRANSITION,
     *     INVALID_REQUEST, PAYLOAD_TOO_LARGE or DATABASE_UNAVAILABLE
     */
    public void run(
            UUID tenantId,
            String workerId,
            UUID taskId,
            UUID leaseId,
            @Nullable Json artifacts,
            @Nullable Json deliveryProof) {
        Evidence.check(artifacts, deliveryProof);
        Completed completed = find(tenantId, taskId, leaseId).orElseThrow(() -> GetTask.notFound(taskId));
        if (!workerId.equals(completed.workerId())) {
            throw lostLease.refusal(new LostLease.Call("amend", tenantId, workerId, taskId, leaseId));
        }
        Completion evidence = new Completion(completed.result(), artifacts, deliveryProof);
        if (!evidence.isLocated()) {
            throw new GateException(
                    ErrorCode.LOCATABILITY_REQUIRED,
                    "The amendment names neither artifacts nor a delivery_proof. Give one of them; nothing changed.");
        }
        String digest = digest(artifacts, deliveryProof);
        if (completed.amended() == null && !completed.located() && amend(tenantId, taskId, evidence, digest)) {
            return;
        }
        String first = find(tenantId, taskId, leaseId).map(Completed::amended).orElse(null);
        if (!digest.equals(first)) {
            throw new GateException(
                    ErrorCode.INVALID_STATE_TRANSITION,
                    "The completion of task " + taskId
                            + " needs no evidence: it is located, amended with other evidence, or waived.");
        }
    }

    /**
     * A task as amending finds it.
     *
     * @param workerId of the lease, if it is the one that completed the task; else null
     */
    private record Completed(
            Json result,
            boolean located,
            @Nullable String workerId,
            @Nullable String amended) {}

    private Optional<Completed> find(UUID tenantId, UUID taskId, UUID leaseId) {
        return database.statement(session ->
                session.query(FIND).id(leaseId).id(tenantId).id(taskId).first(AmendCompletion::completed));
    }

    private static Completed completed(Row row) throws SQLException {
        boolean succeeded = "succeeded".equals(row.textOrNull("outcome"));
        return new Completed(
                succeeded ? row.json("result") : Json.emptyObject(),
                succeeded && row.flag("located"),
                succeeded ? row.textOrNull("worker_id") : null,
                row.digestOrNull("request_sha256"));
    }

    private boolean amend(UUID tenantId, UUID taskId, Completion evidence, String digest) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .id(tenantId)
                .json(evidence.artifacts())
                .json(evidence.deliveryProof())
                .digest(digest)
                .text(Bodies.completed(evidence.result(), evidence.artifacts(), evidence.deliveryProof()))
                .texts(Trace.origin(settings))
                .first(row -> true)
                .isPresent());
    }

    private static String digest(@Nullable Json artifacts, @Nullable Json deliveryProof) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("operation", "amend");
        content.set("artifacts", artifacts == null ? null : artifacts.node());
        content.set("delivery_proof", deliveryProof == null ? null : deliveryProof.node());
        return Json.owning(content).sha256();
    }
}
