package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.delete;
import static dev.asyncgate.gateway.call.Call.get;
import static dev.asyncgate.gateway.call.Call.post;
import static dev.asyncgate.gateway.call.Call.put;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CallLimits;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.access.Scope;
import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import dev.asyncgate.audit.AuditPage;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls of those who let others in: keys, limits of calls, the audit. */
final class KeyCalls {

    private static final Shape BINDING = Shape.Members.of(
            Field.of("kind", Shape.choice("agent", "worker", "service", "human"), "What sort of actor.")
                    .mandatory(),
            Field.of("id", Shape.text(1, 10_000), "Its id; a * at its end stands for any ending.")
                    .mandatory());

    private static final List<Field> GRANT = List.of(
            Field.of("role", Shape.choice("agent", "worker", "admin"), "What its holder may do.")
                    .mandatory(),
            Field.of("name", Shape.NAME, "For people."),
            Field.of("scopes", Shape.listOf(Shape.choice("metrics"), 1), "What it may do besides its role."),
            Field.of("expires_at", Shape.MOMENT, "From when on it is refused; never when absent."),
            Field.of("principals", Shape.listOf(BINDING, 64), "As whom it speaks; as anybody when nothing binds it."),
            Field.of("worker_ids", Shape.listOf(Shape.text(1, 10_000), 64), "As which workers it works."),
            Field.of("tenants", Shape.listOf(Shape.ID, 1000), "Those that it may name besides its own; admin alone."),
            Field.of("signing_key", Shape.text(44, 44), "Its calls must be signed: the Ed25519 public key in base64."));

    private static final List<Field> KEY = List.of(
            Field.of("key_id", Shape.ID, "Its id.").mandatory(),
            Field.of("name", Shape.NAME, "For people."),
            Field.of("role", Shape.choice("agent", "worker", "admin"), "What its holder may do.")
                    .mandatory(),
            Field.of("prefix", Shape.NAME, "What its text begins with after ag_.")
                    .mandatory(),
            Field.of("scopes", Shape.listOf(Shape.choice("metrics"), 1), "What it may do besides its role.")
                    .mandatory(),
            Field.of("tenant_id", Shape.ID, "Whose it is.").mandatory(),
            Field.of("created_at", Shape.MOMENT, "Since when there is one.").mandatory(),
            Field.of("expires_at", Shape.MOMENT, "From when on it is refused; null for never."),
            Field.of("principals", Shape.listOf(BINDING, 64), "As whom it speaks.")
                    .mandatory(),
            Field.of("worker_ids", Shape.listOf(Shape.text(1, 255), 64), "As which workers it works.")
                    .mandatory(),
            Field.of("tenants", Shape.listOf(Shape.ID, 1000), "Those that it may name besides its own.")
                    .mandatory(),
            Field.of("signing_key", Shape.text(44, 44), "By which its calls must be signed; null when they need not."));

    private static final List<Field> LIMIT = List.of(
            Field.of("calls", Shape.whole(1, 1_000_000), "Calls in a window.").mandatory(),
            Field.of("window_seconds", Shape.whole(1, 86_400), "How long a window is.")
                    .mandatory());

    private static final Shape KEY_LIMIT = Shape.Members.of(
            Field.of("key_id", Shape.ID, "Of which key.").mandatory(), LIMIT.getFirst(), LIMIT.getLast());

    private static final Shape EVENT = Shape.Members.of(
            Field.of("event_id", Shape.ID, "Its id.").mandatory(),
            Field.of("at", Shape.MOMENT, "When.").mandatory(),
            Field.of("kind", kinds(), "What sort of event.").mandatory(),
            Field.of("operation", Shape.NAME, "What was done or refused.").mandatory(),
            Field.of("actor_kind", Shape.NAME, "Of who acted; key or address where nobody was named.")
                    .mandatory(),
            Field.of("actor_id", Shape.NAME, "Who acted.").mandatory(),
            Field.of("task_id", Shape.ID, "On which task."),
            Field.of("lease_id", Shape.ID, "On which lease."),
            Field.of("receipt_id", Shape.ID, "On which receipt."),
            Field.of("subject", Shape.text(1, 10_000), "On which type, key or worker."),
            Field.of("code", Shape.NAME, "Of a refusal."),
            Field.of("reason", Shape.text(1, 10_000), "Why."),
            Field.of("address", Shape.NAME, "Where the call came from."),
            Field.of("before", Shape.ANYTHING, "How it was."),
            Field.of("after", Shape.ANYTHING, "How it is since."));

    private KeyCalls() {}

    static List<Call> all() {
        return List.of(createKey(), listKeys(), revokeKey(), limits(), setLimit(), audit());
    }

    private static Shape kinds() {
        return new Shape.Choice(java.util.Arrays.stream(AuditKind.values())
                .map(AuditKind::wireName)
                .toList());
    }

    private static Call createKey() {
        return post("create_key", "/v1/admin/keys")
                .says("Creates a key. Its text is in this answer alone and can never be asked for again.")
                .takes(GRANT)
                .answers(Field.of("key", Shape.NAME, "The key itself.").mandatory())
                .answers(KEY)
                .does((caller, in) -> {
                    Grant grant = grant(in);
                    requireWithin(caller, grant);
                    CreatedKey created = operator(caller).createKey(grant);
                    return key(created.key()).put("key", created.secret()).node();
                });
    }

    private static Call listKeys() {
        return get("list_keys", "/v1/admin/keys")
                .says("Lists the tenant's keys, without their texts, revoked and expired ones too.")
                .answers(Field.of("keys", Shape.listOf(new Shape.Members(listed()), 100_000), "The oldest first.")
                        .mandatory())
                .does((caller, in) -> new Answer()
                        .list(
                                "keys",
                                operator(caller).listKeys().stream()
                                        .map(key -> key(key).put("revoked_at", key.revokedAt())
                                                .node())
                                        .toList())
                        .node());
    }

    private static List<Field> listed() {
        return java.util.stream.Stream.concat(
                        KEY.stream(), java.util.stream.Stream.of(Field.of("revoked_at", Shape.MOMENT, "Since when.")))
                .toList();
    }

    private static Call revokeKey() {
        return delete("revoke_key", "/v1/admin/keys/{key_id}")
                .says("Revokes a key; every gateway refuses it from now on.")
                .takes(Field.path("key_id", Shape.ID, "The key."))
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller).revokeKey(in.id("key_id"));
                    return Answer.ok();
                });
    }

    private static Call limits() {
        return get("limits", "/v1/admin/limits")
                .says("Tells how many calls the tenant and its keys have.")
                .answers(
                        Field.of("default", new Shape.Members(LIMIT), "Of whoever has none of its own.")
                                .mandatory(),
                        Field.of("tenant", new Shape.Members(LIMIT), "The tenant's own; null when it has none."),
                        Field.of("keys", Shape.listOf(KEY_LIMIT, 100_000), "Those of keys with one of their own.")
                                .mandatory())
                .does((caller, in) -> limits(operator(caller).limits()));
    }

    private static Call setLimit() {
        return put("set_limit", "/v1/admin/limits")
                .says("Sets how many calls a key or the tenant has; without numbers, it has what others have.")
                .takes(Field.of("key_id", Shape.ID, "Of this key; of the tenant when absent."))
                .takes(
                        Field.of("calls", Shape.whole(1, 1_000_000), "Calls in a window."),
                        Field.of("window_seconds", Shape.whole(1, 86_400), "How long a window is."))
                .answers(Forms.OK)
                .does((caller, in) -> {
                    operator(caller).setLimit(in.idOrNull("key_id"), limitOrNull(in));
                    return Answer.ok();
                });
    }

    private static @Nullable CallLimit limitOrNull(Arguments in) {
        if (in.has("calls") != in.has("window_seconds")) {
            throw GateException.invalid(
                    in.has("calls") ? "window_seconds" : "calls",
                    "calls and window_seconds go together: give both, or neither to remove the limit.");
        }
        return in.has("calls") ? new CallLimit(in.whole("calls", 1), in.seconds("window_seconds")) : null;
    }

    private static Call audit() {
        return get("audit", "/v1/admin/audit")
                .says("Lists what was done and what was refused, the newest first.")
                .takes(
                        Field.query("kind", kinds(), "Only events of this sort."),
                        Field.query("operation", Shape.NAME, "Only this operation."),
                        Field.query("actor", Shape.text(1, 10_000), "Only this actor: kind:id, or an id of any kind."),
                        Field.query("task_id", Shape.ID, "Only on this task."),
                        Field.query("lease_id", Shape.ID, "Only on this lease."),
                        Field.query("since", Shape.MOMENT, "From this instant on."),
                        Field.query("until", Shape.MOMENT, "Before this instant."),
                        Field.query("limit", Shape.whole(1, 200), "Most events; 50 when absent."),
                        Field.query("cursor", Shape.text(1, 1000), "The next_cursor of the page before."))
                .answers(
                        Field.of("events", Shape.listOf(EVENT, 200), "The newest first.")
                                .mandatory(),
                        Field.of("next_cursor", Shape.text(1, 1000), "The way to the next page; null at the end."))
                .does((caller, in) -> {
                    String kind = in.textOrNull("kind");
                    AuditFilter filter = new AuditFilter(
                            kind == null ? null : AuditKind.parse(kind),
                            in.textOrNull("operation"),
                            in.textOrNull("actor"),
                            in.idOrNull("task_id"),
                            in.idOrNull("lease_id"),
                            in.instantOrNull("since"),
                            in.instantOrNull("until"));
                    AuditPage page = caller.inspector().audit(filter, caller.limit(in), in.textOrNull("cursor"));
                    return new Answer()
                            .list(
                                    "events",
                                    page.events().stream().map(KeyCalls::event).toList())
                            .put("next_cursor", page.nextCursor())
                            .node();
                });
    }

    /** Keys are handed out by whoever holds one. */
    private static Operator operator(Caller caller) {
        return caller.operator(Principal.external(PrincipalKind.HUMAN, caller.name()));
    }

    private static Grant grant(Arguments in) {
        return new Grant(
                Role.parse(in.text("role")),
                in.textOrNull("name"),
                in.texts("scopes").stream().map(Scope::parse).collect(Collectors.toSet()),
                in.items("principals").stream().map(KeyCalls::binding).toList(),
                in.texts("worker_ids"),
                new HashSet<>(in.ids("tenants")),
                in.instantOrNull("expires_at"),
                in.textOrNull("signing_key"));
    }

    private static PrincipalPattern binding(Arguments in) {
        return new PrincipalPattern(PrincipalKind.parse(in.text("kind")), in.text("id"));
    }

    /** Nobody hands out more than it has: tenants that it may not name, or principals that it may not speak as. */
    private static void requireWithin(Caller caller, Grant grant) {
        ApiKey own = caller.requireKey();
        for (UUID tenant : grant.tenants()) {
            if (!own.mayName(tenant)) {
                throw Caller.unauthorized(
                        "This key may not name the tenant %s, and so cannot allow it.".formatted(tenant));
            }
        }
        if (own.grant().isBound() && !grant.isWithin(own.grant())) {
            throw Caller.unauthorized(
                    "This key is bound, and so creates only keys that are bound to what it is bound to.");
        }
    }

    private static Answer key(ApiKey key) {
        Grant grant = key.grant();
        return new Answer()
                .put("key_id", key.keyId())
                .put("name", grant.name())
                .put("role", grant.role().wireName())
                .put("prefix", key.prefix())
                .texts("scopes", grant.scopes().stream().map(Scope::wireName).toList())
                .put("tenant_id", key.tenantId())
                .put("created_at", key.createdAt())
                .put("expires_at", grant.expiresAt())
                .list(
                        "principals",
                        grant.principals().stream().map(KeyCalls::binding).toList())
                .texts("worker_ids", grant.workerIds())
                .texts("tenants", grant.tenants())
                .put("signing_key", grant.signingKey());
    }

    private static ObjectNode binding(PrincipalPattern pattern) {
        return new Answer()
                .put("kind", pattern.kind().wireName())
                .put("id", pattern.id())
                .node();
    }

    private static ObjectNode limits(CallLimits limits) {
        CallLimit tenant = limits.tenant();
        return new Answer()
                .put("default", limit(limits.standard()))
                .put("tenant", tenant == null ? null : limit(tenant))
                .list(
                        "keys",
                        limits.keys().entrySet().stream().map(KeyCalls::limit).toList())
                .node();
    }

    private static ObjectNode limit(Map.Entry<UUID, CallLimit> entry) {
        return limit(entry.getValue()).put("key_id", entry.getKey()).node();
    }

    private static Answer limit(CallLimit limit) {
        return new Answer()
                .put("calls", limit.calls())
                .put("window_seconds", limit.window().toSeconds());
    }

    private static ObjectNode event(AuditEvent event) {
        return new Answer()
                .put("event_id", event.eventId())
                .put("at", event.at())
                .put("kind", event.kind().wireName())
                .put("operation", event.operation())
                .put("actor_kind", event.actorKind())
                .put("actor_id", event.actorId())
                .put("task_id", event.taskId())
                .put("lease_id", event.leaseId())
                .put("receipt_id", event.receiptId())
                .put("subject", event.subject())
                .put("code", event.code())
                .put("reason", event.reason())
                .put("address", event.address())
                .put("before", event.before())
                .put("after", event.after())
                .node();
    }
}
