package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.SharedCalls;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends tasks well: outcome, end of the lease, {@code task.completed}, {@code task.result_ready}, and the obligation
 * discharged if the work can be located. One round trip for up to 1,000; one more for each whose caller does not hold the
 * lease.
 */
public final class CompleteTasks {

    /** How many one call takes. */
    public static final int MOST = 1000;

    /** A look at a key that ends at its first row goes straight down the index, where a generic plan takes a bitmap. */
    private static final String SQL =
            """
            WITH item AS MATERIALIZED (
                SELECT * FROM unnest(
                        ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::bytea[], ?::text[], ?::text[], ?::text[],
                        ?::text[])
                    AS i (task_id, lease_id, worker_id, trace_id, located, end_sha256, body, result, artifacts, delivery_proof)
                ORDER BY task_id
            ), open AS MATERIALIZED (
                SELECT o.*, i.trace_id, i.located, i.end_sha256, i.body, i.result, i.artifacts, i.delivery_proof
                FROM item i CROSS JOIN LATERAL (
                    SELECT * FROM open_tasks
                    WHERE tenant_id = ? AND task_id = i.task_id AND lease_id = i.lease_id AND worker_id = i.worker_id
                    LIMIT 1 FOR UPDATE %s) o
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM (SELECT count(*) FROM open) locked
            ), closing AS MATERIALIZED (
                SELECT o.*, s.assigned_receipt_id, s.created_by_kind, s.created_by_id, new_id() AS receipt_id,
                       greatest(clock.at, o.updated_at) AS now, 'completed' AS end_reason, o.located AS discharges,
                       'succeeded' AS outcome, 0 AS failures, NULL::text AS error,
                       ARRAY[?::text, o.trace_id] AS origin
                FROM open o JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id, clock
                WHERE o.expires_at > clock.at
            ), ending AS (
                SELECT * FROM closing
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.completed' AS type, worker_kind AS from_kind,
                       worker_id AS from_id, worker_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin,
                       CASE WHEN discharges THEN ARRAY[assigned_receipt_id, accepted_receipt_id]
                            ELSE ARRAY[accepted_receipt_id] END AS parents, body
                FROM closing
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, f.type, 'service', 'svc:asyncgate', NULL,
                       created_by_kind, created_by_id, origin, ARRAY[receipt_id], f.body
                FROM closing, (VALUES
                    ('system.anomaly', '{"kind":"locatability_missing"}', false),
                    ('task.result_ready', '{}', true)) AS f (type, body, always)
                WHERE f.always OR NOT discharges
            )
            """ + Ending.LEASES + Ending.CLOSED + Emission.SQL + "SELECT task_id FROM closing";

    private static final String WAITING = SQL.formatted("");

    /** For callers who share it: none waits for a task that somebody holds on behalf of another. */
    private static final String SKIPPING = SQL.formatted("SKIP LOCKED");

    /**
     * How one completion of a batch went.
     *
     * @param error null when the task is complete, by this call or by an equal one before
     */
    public record Result(UUID taskId, @Nullable GateException error) {

        /** Whether the task is complete. */
        public boolean ok() {
            return error == null;
        }
    }

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;
    private final SharedCalls<UUID, Checked, Result> shared = new SharedCalls<>(this::alone, this::together);

    public CompleteTasks(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Completes a task, with what other callers of the tenant complete at the same time in one statement. A repeat of the
     * call that won is answered as the first was and writes nothing.
     *
     * @throws GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, LOCATABILITY_REQUIRED, INVALID_REQUEST,
     *     PAYLOAD_TOO_LARGE or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, String workerId, CompletionItem item) {
        Checked checked = check(workerId, item);
        GateException error =
                checked.error() == null ? shared.call(tenantId, checked).error() : checked.error();
        if (error != null) {
            throw error;
        }
    }

    /**
     * Completes each task for itself: what is wrong with one does not touch the others. Of a task that is named twice the
     * second is a repeat of the first.
     *
     * @return in the order of the items
     * @throws GateException INVALID_REQUEST for more than 1,000 items, or DATABASE_UNAVAILABLE, after which a repeat is safe
     */
    public List<Result> runAll(UUID tenantId, String workerId, List<CompletionItem> items) {
        Limits.requireRange("items", items.size(), 1, MOST);
        return results(
                tenantId, items.stream().map(item -> check(workerId, item)).toList());
    }

    private Result alone(UUID tenantId, Checked item) {
        return results(tenantId, List.of(item)).getFirst();
    }

    /** Leaves to their callers what it did not complete: they learn why. */
    private List<Optional<Result>> together(UUID tenantId, List<Checked> items) {
        Set<Checked> completed = complete(tenantId, SKIPPING, items);
        return items.stream()
                .map(item -> completed.contains(item)
                        ? Optional.of(new Result(item.item().taskId(), null))
                        : Optional.<Result>empty())
                .toList();
    }

    private List<Result> results(UUID tenantId, List<Checked> items) {
        Set<Checked> completed = complete(tenantId, WAITING, items);
        return items.stream()
                .map(item -> new Result(item.item().taskId(), completed.contains(item) ? null : error(tenantId, item)))
                .toList();
    }

    /** An item, with what is wrong with its form or else what its call is known by and what its receipt says. */
    private record Checked(
            String workerId,
            @Nullable String traceId,
            CompletionItem item,
            String digest,
            String body,
            @Nullable GateException error) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private @Nullable GateException error(UUID tenantId, Checked item) {
        if (item.error() != null) {
            return item.error();
        }
        try {
            lostLease.requireRepeat(
                    new LostLease.Call(
                            "complete",
                            tenantId,
                            item.workerId(),
                            item.item().taskId(),
                            item.item().leaseId()),
                    item.digest());
            return null;
        } catch (GateException e) {
            return e;
        }
    }

    /** Those that are complete now; of a task that is named twice, only the first is tried. */
    private Set<Checked> complete(UUID tenantId, String sql, List<Checked> items) {
        Set<UUID> named = new HashSet<>();
        List<Checked> first = items.stream()
                .filter(item -> item.error() == null && named.add(item.item().taskId()))
                .toList();
        Set<UUID> completed = first.isEmpty() ? Set.of() : write(tenantId, sql, first);
        return first.stream()
                .filter(item -> completed.contains(item.item().taskId()))
                .collect(Collectors.toSet());
    }

    private Set<UUID> write(UUID tenantId, String sql, List<Checked> items) {
        List<Completion> completions =
                items.stream().map(item -> item.item().completion()).toList();
        return database.statement(session -> Set.copyOf(session.query(sql)
                .ids(items.stream().map(item -> item.item().taskId()).toList())
                .ids(items.stream().map(item -> item.item().leaseId()).toList())
                .texts(items.stream().map(Checked::workerId).toList())
                .texts(items.stream().map(Checked::traceId).toList())
                .flags(completions.stream().map(Completion::isLocated).toList())
                .digests(items.stream().map(Checked::digest).toList())
                .texts(items.stream().map(Checked::body).toList())
                .texts(completions.stream().map(c -> c.result().text()).toList())
                .texts(completions.stream().map(c -> text(c.artifacts())).toList())
                .texts(completions.stream().map(c -> text(c.deliveryProof())).toList())
                .id(tenantId)
                .text(settings.instanceId())
                .list(row -> row.id("task_id"))));
    }

    private Checked check(String workerId, CompletionItem item) {
        try {
            Completion completion = item.completion();
            Limits.requireObject("result", completion.result());
            Limits.requireAtMost("result", completion.result(), Limits.PAYLOAD_BYTES);
            Evidence.check(completion.artifacts(), completion.deliveryProof());
            if (settings.locatability() == Settings.Locatability.STRICT && !completion.isLocated()) {
                throw new GateException(
                        ErrorCode.LOCATABILITY_REQUIRED,
                        "The completion names neither artifacts nor a delivery_proof, so nobody could find the work. Give"
                                + " one of them; nothing changed.");
            }
            String body = Bodies.completed(completion.result(), completion.artifacts(), completion.deliveryProof());
            return new Checked(workerId, Trace.current(), item, digest(completion), body, null);
        } catch (GateException e) {
            return new Checked(workerId, Trace.current(), item, "", "", e);
        }
    }

    private static String digest(Completion completion) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("operation", "complete");
        content.set("result", completion.result().node());
        Json artifacts = completion.artifacts();
        Json proof = completion.deliveryProof();
        content.set("artifacts", artifacts == null ? null : artifacts.node());
        content.set("delivery_proof", proof == null ? null : proof.node());
        return Json.owning(content).sha256();
    }

    private static @Nullable String text(@Nullable Json value) {
        return value == null ? null : value.text();
    }
}
