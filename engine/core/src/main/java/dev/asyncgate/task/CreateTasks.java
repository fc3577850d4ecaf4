package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Session;
import dev.asyncgate.database.SharedCalls;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates tasks, with the {@code task.assigned} receipt and the open obligation of each: all or none. One round trip for
 * up to 1,000; a second one when tasks with some of the idempotency keys are there already.
 */
public final class CreateTasks {

    /** How many one call takes. */
    public static final int MOST = 1000;

    /** With this begin the keys of the tasks that the scheduler creates. */
    public static final String SCHEDULE_KEY = "schedule:";

    /** Keys and queues are written in their order, so that two batches wait for each other one way only. */
    private static final String SQL = """
            WITH causes AS MATERIALIZED (
                SELECT r.receipt_id, r.created_at
                FROM (SELECT ?::uuid AS tenant_id) t, unnest(?::uuid[]) AS c (receipt_id) CROSS JOIN LATERAL (
                    SELECT receipt_id, created_at FROM receipts
                    WHERE tenant_id = t.tenant_id AND receipt_id = c.receipt_id LIMIT 1) r
            ), clock AS MATERIALIZED (
                SELECT greatest(gate_now(), (SELECT max(created_at) FROM causes)) AS now
                WHERE (SELECT count(*) FROM causes) = ?
            ), input AS MATERIALIZED (
                SELECT i.*, c.*, clock.now, new_id() AS assigned_receipt_id,
                       clock.now + make_interval(secs => nullif(i.delay_seconds, 0)) AS eligible_at
                FROM clock,
                     (SELECT ?::uuid AS tenant_id, ?::text AS instance) c,
                     unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::int[], ?::int[],
                            ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
                         WITH ORDINALITY AS i (
                         owner_kind, owner_id, owner_instance_id, trace_id, task_id, queue_id, priority, max_attempts,
                         retry_backoff_seconds, delay_seconds, request_sha256, type, principal_ai, capabilities, tags,
                         idempotency_key, payload_pointer, expected_outcome_kind, expected_artifact_mime, payload, body,
                         hash, caused_by, ord)
            ), created AS (
                INSERT INTO submitted_tasks (
                    tenant_id, task_id, created_at, eligible_at, assigned_receipt_id, priority, max_attempts,
                    retry_backoff_seconds, type, created_by_kind, created_by_id, created_by_instance_id, principal_ai,
                    capabilities, tags, idempotency_key, request_sha256, payload_pointer, expected_outcome_kind,
                    expected_artifact_mime, asyncgate_instance, payload)
                SELECT tenant_id, task_id, now, eligible_at, assigned_receipt_id, priority, max_attempts,
                       retry_backoff_seconds, type, owner_kind, owner_id, owner_instance_id, principal_ai,
                       capabilities::text[], tags::text[], idempotency_key, request_sha256, payload_pointer,
                       expected_outcome_kind, expected_artifact_mime, instance, payload::json
                FROM input ORDER BY idempotency_key, ord
                %1$s
                RETURNING task_id
            ), fresh AS MATERIALIZED (
                SELECT * FROM input %2$s
            ), new_queue AS (
                INSERT INTO queues (tenant_id, queue_id, type, capabilities)
                SELECT DISTINCT ON (queue_id) tenant_id, queue_id, type, capabilities::text[]
                FROM fresh i
                WHERE NOT EXISTS (SELECT FROM queues q WHERE q.tenant_id = i.tenant_id AND q.queue_id = i.queue_id)
                ORDER BY queue_id
                ON CONFLICT DO NOTHING
            ), opened AS (
                INSERT INTO open_tasks (
                    tenant_id, task_id, queue_id, created_at, updated_at, next_eligible_at, priority, waiting)
                SELECT tenant_id, task_id, queue_id, now, now, eligible_at, priority, eligible_at IS NOT NULL FROM fresh
            ), emitted AS (
                SELECT tenant_id, assigned_receipt_id AS receipt_id, now, task_id, NULL::uuid AS lease_id,
                       'task.assigned' AS type, 'service' AS from_kind, 'svc:asyncgate' AS from_id,
                       NULL::text AS from_instance_id, owner_kind AS to_kind, owner_id AS to_id,
                       ARRAY[instance, trace_id] AS origin,
                       caused_by::uuid[] AS parents, body, hash
                FROM fresh
            ), owed AS (
                INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, owner_id, owner_kind, now, assigned_receipt_id FROM fresh
            ), caused AS (
                INSERT INTO receipt_edges (tenant_id, parent_id, child_id, child_type)
                SELECT tenant_id, cause, assigned_receipt_id, 'task.assigned'
                FROM fresh CROSS JOIN LATERAL unnest(caused_by::uuid[]) AS cause
            )
            """ + Emission.HASHED + """
            SELECT ARRAY (SELECT task_id FROM created) AS created, ARRAY (SELECT receipt_id FROM causes) AS causes
            """;

    /**
     * The same for one task that nothing caused. Callers who come alone are most, and a plan costs its length even when one
     * row goes through it: this one takes two thirds of the instructions.
     */
    private static final String ONE = """
            WITH created AS (
                INSERT INTO submitted_tasks (
                    tenant_id, task_id, asyncgate_instance, created_by_kind, created_by_id, created_by_instance_id,
                    priority, max_attempts, retry_backoff_seconds, request_sha256, type, principal_ai, capabilities, tags,
                    idempotency_key, payload_pointer, expected_outcome_kind, expected_artifact_mime, payload,
                    assigned_receipt_id, created_at, eligible_at)
                SELECT ?::uuid, ?::uuid, ?::text, ?::text, ?::text, ?::text, ?::int, ?::int, ?::bigint, ?::bytea, ?::text,
                       ?::text, ?::text[], ?::text[], ?::text, ?::text, ?::text, ?::text, ?::json, new_id(), clock.now,
                       clock.now + make_interval(secs => nullif(?::bigint, 0))
                FROM (SELECT gate_now() AS now OFFSET 0) clock
                ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                RETURNING tenant_id, task_id, asyncgate_instance, created_by_kind AS owner_kind, created_by_id AS owner_id,
                          priority, type, capabilities, assigned_receipt_id, created_at AS now, eligible_at
            ), new_queue AS (
                INSERT INTO queues (tenant_id, queue_id, type, capabilities)
                SELECT c.tenant_id, i.queue_id, c.type, c.capabilities FROM created c, (SELECT ?::uuid AS queue_id) i
                WHERE (SELECT true FROM queues q WHERE q.tenant_id = c.tenant_id AND q.queue_id = i.queue_id) IS NULL
                ON CONFLICT DO NOTHING
            ), opened AS (
                INSERT INTO open_tasks (
                    tenant_id, task_id, queue_id, created_at, updated_at, next_eligible_at, priority, waiting)
                SELECT tenant_id, task_id, ?::uuid, now, now, eligible_at, priority, eligible_at IS NOT NULL FROM created
            ), emitted AS (
                SELECT tenant_id, assigned_receipt_id AS receipt_id, now, task_id, NULL::uuid AS lease_id,
                       'task.assigned' AS type, 'service' AS from_kind, 'svc:asyncgate' AS from_id,
                       NULL::text AS from_instance_id, owner_kind AS to_kind, owner_id AS to_id,
                       ARRAY[asyncgate_instance, ?::text] AS origin, '{}'::uuid[] AS parents, ?::text AS body, ?::bytea AS hash
                FROM created
            ), owed AS (
                INSERT INTO open_obligations (tenant_id, principal_id, principal_kind, created_at, receipt_id)
                SELECT tenant_id, owner_id, owner_kind, now, assigned_receipt_id FROM created
            )
            """ + Emission.HASHED + "SELECT count(*) > 0 AS created FROM created";

    private static final String WITHOUT_KEYS = SQL.formatted("", "");
    private static final String WITH_KEYS = SQL.formatted(
            "ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING",
            "WHERE task_id IN (SELECT task_id FROM created)");

    private static final String EXISTING = """
            SELECT s.idempotency_key, s.task_id, s.request_sha256,
                   coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status
            FROM submitted_tasks s
            LEFT JOIN open_tasks o ON o.tenant_id = s.tenant_id AND o.task_id = s.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
            WHERE s.tenant_id = ? AND s.idempotency_key = ANY (?::text[])
            """;

    private final Database database;
    private final Settings settings;
    private final SharedCalls<Group, Item, CreatedTask> shared = new SharedCalls<>(this::alone, this::together);

    public CreateTasks(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Creates a task, with what others of the tenant create at the same time in one statement.
     *
     * @param taskId its id, a version-7 UUID
     * @throws GateException as of many
     */
    public CreatedTask run(UUID tenantId, Principal owner, UUID taskId, NewTask task) {
        refuseKeyOfScheduler(task);
        return shared.call(new Group(tenantId, task.idempotencyKey() != null), item(owner, taskId, task));
    }

    /**
     * Creates the tasks on behalf of their owner. A key that exists, or stands twice in the batch, is one task.
     *
     * @param ids makes their ids, version-7 UUIDs
     * @return in the order of the tasks
     * @throws GateException INVALID_REQUEST, PAYLOAD_TOO_LARGE, RECEIPT_LIMIT_EXCEEDED or DATABASE_UNAVAILABLE, after which
     *     no task has been created, or with DATABASE_UNAVAILABLE perhaps all
     */
    public List<CreatedTask> run(UUID tenantId, Principal owner, Supplier<UUID> ids, List<NewTask> tasks) {
        tasks.forEach(CreateTasks::refuseKeyOfScheduler);
        return create(tenantId, items(owner, ids, tasks));
    }

    /**
     * Creates the tasks as {@link #run(UUID, Principal, Supplier, List)} does, in a transaction of the caller's: for the
     * engine itself, which may use any key.
     */
    public List<CreatedTask> run(
            Session session, UUID tenantId, Principal owner, Supplier<UUID> ids, List<NewTask> tasks)
            throws SQLException {
        Batch batch = batch(items(owner, ids, tasks));
        Inserted inserted = insert(session, tenantId, batch);
        return answers(batch, inserted, keys -> existing(session, tenantId, keys));
    }

    /** Makes a new task of each of those that have ended, in a transaction of the caller's; at most {@value #MOST}. */
    public List<CreatedTask> again(Session session, UUID tenantId, Supplier<UUID> ids, List<EndedTask> ended)
            throws SQLException {
        Limits.requireRange("tasks", ended.size(), 1, MOST);
        Batch batch = batch(ended.stream()
                .map(task -> item(task.owner(), ids.get(), task.again()))
                .toList());
        return answers(batch, insert(session, tenantId, batch), keys -> existing(session, tenantId, keys));
    }

    /**
     * Who shares a statement: those without a key apart, for only what has a key may be asked again after a second
     * statement failed.
     */
    private record Group(UUID tenantId, boolean hasKey) {}

    private CreatedTask alone(Group group, Item item) {
        return create(group.tenantId(), List.of(item)).getFirst();
    }

    private List<Optional<CreatedTask>> together(Group group, List<Item> items) {
        return create(group.tenantId(), items).stream().map(Optional::of).toList();
    }

    private List<CreatedTask> create(UUID tenantId, List<Item> items) {
        Batch batch = batch(items);
        Inserted inserted = database.statement(session -> insert(session, tenantId, batch));
        return answers(batch, inserted, keys -> database.statement(session -> existing(session, tenantId, keys)));
    }

    private static void refuseKeyOfScheduler(NewTask task) {
        String key = task.idempotencyKey();
        if (key != null && key.startsWith(SCHEDULE_KEY)) {
            throw GateException.invalid(
                    "idempotency_key",
                    "idempotency_key starts with " + SCHEDULE_KEY
                            + ": these keys are the scheduler's. Choose one that starts otherwise.");
        }
    }

    /** Reads what has these keys already. */
    @FunctionalInterface
    private interface Lookup<E extends Exception> {
        Map<String, Existing> find(List<String> keys) throws E;
    }

    /**
     * What was asked for.
     *
     * @param distinct the items without those whose key stands earlier in the batch
     */
    private record Batch(List<Item> items, List<Item> distinct, Set<UUID> causes, boolean hasKeys) {}

    private static Batch batch(List<Item> items) {
        Set<String> keys = new HashSet<>();
        List<Item> distinct = items.stream()
                .filter(item -> item.key() == null || keys.add(item.key()))
                .toList();
        Set<UUID> causes = new HashSet<>();
        items.forEach(item -> causes.addAll(item.task().causedBy()));
        return new Batch(items, distinct, causes, !keys.isEmpty());
    }

    private record Item(
            Principal owner,
            @Nullable String traceId,
            UUID taskId,
            NewTask task,
            UUID queueId,
            @Nullable String digest,
            Json body,
            String hash) {

        @Nullable String key() {
            return task.idempotencyKey();
        }
    }

    private record Inserted(Set<UUID> created, Set<UUID> causes) {}

    private record Existing(UUID taskId, TaskStatus status, String digest) {}

    private List<Item> items(Principal owner, Supplier<UUID> ids, List<NewTask> tasks) {
        Limits.requireRange("tasks", tasks.size(), 1, MOST);
        return tasks.stream().map(task -> item(owner, ids.get(), task)).toList();
    }

    private Item item(Principal owner, UUID taskId, NewTask asked) {
        NewTask task = withDefaults(owner, asked);
        check(task);
        String pointer = task.payloadPointer() == null ? "inline://task/" + taskId : task.payloadPointer();
        Json body = Bodies.assigned(task.type(), pointer, task.payload());
        return new Item(
                owner,
                Trace.current(),
                taskId,
                task,
                queueId(task),
                task.idempotencyKey() == null ? null : digest(owner, task),
                body,
                ReceiptHash.ofAssignment(owner, taskId, task.causedBy(), body));
    }

    private Inserted insert(Session session, UUID tenantId, Batch batch) throws SQLException {
        List<Item> items = batch.distinct();
        if (items.size() == 1 && batch.causes().isEmpty()) {
            return insert(session, tenantId, items.getFirst());
        }
        Inserted inserted = session.query(batch.hasKeys() ? WITH_KEYS : WITHOUT_KEYS)
                .id(tenantId)
                .ids(batch.causes())
                .integer(batch.causes().size())
                .id(tenantId)
                .text(settings.instanceId())
                .texts(all(items, item -> item.owner().kind().wireName()))
                .texts(all(items, item -> item.owner().id()))
                .texts(all(items, item -> item.owner().instanceId()))
                .texts(all(items, Item::traceId))
                .ids(all(items, Item::taskId))
                .ids(all(items, Item::queueId))
                .integers(all(items, item -> item.task().priority()))
                .integers(all(items, item -> item.task().maxAttempts()))
                .numbers(all(items, item -> secondsOrNull(item.task().retryBackoff())))
                .numbers(all(items, item -> secondsOrNull(item.task().delay())))
                .digests(all(items, Item::digest))
                .texts(all(items, item -> item.task().type()))
                .texts(all(items, item -> item.task().principalAi()))
                .listOfTexts(all(items, item -> item.task().requirements().capabilities()))
                .listOfTexts(all(items, item -> item.task().requirements().tags()))
                .texts(all(items, Item::key))
                .texts(all(items, item -> item.task().payloadPointer()))
                .texts(all(items, item -> item.task().expectedOutcomeKind()))
                .texts(all(items, item -> item.task().expectedArtifactMime()))
                .texts(all(items, item -> item.task().payload().text()))
                .texts(all(items, item -> item.body().canonical()))
                .digests(all(items, Item::hash))
                .listOfTexts(all(items, item -> item.task().causedBy()))
                .one(row -> new Inserted(Set.copyOf(row.ids("created")), Set.copyOf(row.ids("causes"))));
        if (inserted.causes().size() < batch.causes().size()) {
            Set<UUID> unknown = new TreeSet<>(batch.causes());
            unknown.removeAll(inserted.causes());
            throw GateException.invalid(
                    "caused_by", "caused_by names receipts that this tenant does not have: " + unknown + ".");
        }
        return inserted;
    }

    private Inserted insert(Session session, UUID tenantId, Item item) throws SQLException {
        NewTask task = item.task();
        boolean created = session.query(ONE)
                .id(tenantId)
                .id(item.taskId())
                .text(settings.instanceId())
                .text(item.owner().kind().wireName())
                .text(item.owner().id())
                .text(item.owner().instanceId())
                .integer(task.priority())
                .integer(task.maxAttempts())
                .number(secondsOrNull(task.retryBackoff()))
                .digest(item.digest())
                .text(task.type())
                .text(task.principalAi())
                .texts(task.requirements().capabilities())
                .texts(task.requirements().tags())
                .text(item.key())
                .text(task.payloadPointer())
                .text(task.expectedOutcomeKind())
                .text(task.expectedArtifactMime())
                .json(task.payload())
                .number(secondsOrNull(task.delay()))
                .id(item.queueId())
                .id(item.queueId())
                .text(item.traceId())
                .text(item.body().canonical())
                .digest(item.hash())
                .one(row -> row.flag("created"));
        return new Inserted(created ? Set.of(item.taskId()) : Set.of(), Set.of());
    }

    private static <E extends Exception> List<CreatedTask> answers(Batch batch, Inserted inserted, Lookup<E> lookup)
            throws E {
        List<Item> distinct = batch.distinct();
        Set<UUID> created = inserted.created();
        Map<String, Item> winners = new HashMap<>();
        distinct.stream().filter(item -> item.key() != null).forEach(item -> winners.put(item.key(), item));
        List<String> taken = distinct.stream()
                .filter(item -> !created.contains(item.taskId()))
                .map(Item::key)
                .toList();
        Map<String, Existing> existing = taken.isEmpty() ? Map.of() : lookup.find(taken);
        List<CreatedTask> answers = new ArrayList<>(batch.items().size());
        for (Item item : batch.items()) {
            answers.add(created.contains(item.taskId()) ? fresh(item.taskId()) : repeated(item, winners, existing));
        }
        return answers;
    }

    private static CreatedTask fresh(UUID taskId) {
        return new CreatedTask(taskId, TaskStatus.QUEUED, false, true);
    }

    /** The task that has the item's key: one that was there, or one that this batch made. */
    private static CreatedTask repeated(Item item, Map<String, Item> winners, Map<String, Existing> existing) {
        Existing before = existing.get(item.key());
        if (before != null) {
            return new CreatedTask(
                    before.taskId(), before.status(), true, before.digest().equals(item.digest()));
        }
        Item winner = winners.get(item.key());
        if (winner == null) {
            throw new IllegalStateException("a task without a key was not created");
        }
        return new CreatedTask(
                winner.taskId(), TaskStatus.QUEUED, true, Objects.equals(item.digest(), winner.digest()));
    }

    private static Map<String, Existing> existing(Session session, UUID tenantId, List<String> keys)
            throws SQLException {
        Map<String, Existing> existing = new HashMap<>();
        session.query(EXISTING)
                .id(tenantId)
                .texts(keys)
                .list(row -> existing.put(
                        row.text("idempotency_key"),
                        new Existing(
                                row.id("task_id"),
                                TaskStatus.ofWireName(row.text("status")),
                                row.digest("request_sha256"))));
        return existing;
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
                List.copyOf(new TreeSet<>(task.causedBy())));
    }

    /**
     * Checks the form of a task that is to be created later.
     *
     * @throws GateException INVALID_REQUEST, PAYLOAD_TOO_LARGE or RECEIPT_LIMIT_EXCEEDED, naming the field
     */
    public static void check(NewTask task) {
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

    /**
     * Tells a repetition from another request under the same key: over the RFC 8785 form of all fields after defaults, with the
     * creator, without caused_by and idempotency_key.
     */
    private static String digest(Principal owner, NewTask task) {
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
        return Json.owning(request).sha256();
    }

    /** The queue of a type and a set of capabilities: the first half of the SHA-256 of both, whatever their order. */
    private static UUID queueId(NewTask task) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(task.type().getBytes(StandardCharsets.UTF_8));
            for (String capability : new TreeSet<>(task.requirements().capabilities())) {
                sha256.update((byte) 0);
                sha256.update(capability.getBytes(StandardCharsets.UTF_8));
            }
            java.nio.ByteBuffer digest = java.nio.ByteBuffer.wrap(sha256.digest());
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static <T extends @Nullable Object> List<T> all(List<Item> items, Function<Item, T> field) {
        List<T> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(field.apply(item)));
        return values;
    }

    private static @Nullable Long secondsOrNull(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
