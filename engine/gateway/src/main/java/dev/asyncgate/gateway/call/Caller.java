package dev.asyncgate.gateway.call;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.access.Scope;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Wait;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call, as the door let it in: the tenant that it is bound to and what its key allows. The roles of the
 * engine are handed out here and nowhere else in the gateway.
 *
 * @param key null for a caller without one, which only public calls take
 * @param address where it comes from, for the audit
 * @param traceId under which name it knows this call
 * @param presence whether it still waits for its answer
 */
public record Caller(
        Gate gate, UUID tenantId, @Nullable ApiKey key, String address, String traceId, Presence presence) {

    /** One that stays until it is answered. */
    public Caller(Gate gate, UUID tenantId, @Nullable ApiKey key, String address, String traceId) {
        this(gate, tenantId, key, address, traceId, _ -> {});
    }

    /** Whether the key allows such a call. */
    public boolean may(Access access) {
        if (key == null) {
            return access == Access.PUBLIC;
        }
        return switch (access) {
            case PUBLIC, ANY_KEY -> true;
            case TASKER -> isAdmin() || key.role() == Role.AGENT;
            case TASKEE -> isAdmin() || key.role() == Role.WORKER;
            case TASKER_OR_TASKEE -> true;
            case ADMIN -> isAdmin();
            case METRICS -> isAdmin() || key.grant().scopes().contains(Scope.METRICS);
        };
    }

    /**
     * Lets nobody on whose key does not allow such a call.
     *
     * @throws GateException UNAUTHENTICATED for a caller without a key, else UNAUTHORIZED
     */
    public void require(Access access) {
        if (may(access)) {
            return;
        }
        if (key == null) {
            throw new GateException(
                    ErrorCode.UNAUTHENTICATED,
                    "This call takes a key: send it as \"Authorization: Bearer KEY\" or in X-API-Key.");
        }
        throw unauthorized("A key of the role %s may not make this call."
                .formatted(key.role().wireName()));
    }

    /** Whether it may operate. */
    public boolean isAdmin() {
        return key != null && key.role() == Role.ADMIN;
    }

    /** Delegates in the name of a principal. */
    public Tasker tasker(Principal principal) {
        return gate.tasker(tenantId, principal);
    }

    /** Works in the name of a principal, as whichever kind of worker it is. */
    public Worker worker(Principal worker) {
        return gate.worker(tenantId, worker);
    }

    /** Operates in the name of a principal. */
    public Operator operator(Principal principal) {
        return gate.operator(tenantId, principal, address);
    }

    /** Looks at the tenant. */
    public Inspector inspector() {
        return gate.inspector(tenantId);
    }

    /** The key of a caller that could not have come so far without one. */
    ApiKey requireKey() {
        return Objects.requireNonNull(key);
    }

    /** A wait that is over when the caller has gone. */
    Wait waitFor(Duration longest) {
        Wait wait = new Wait(longest);
        if (!longest.isZero()) {
            presence.bound(wait);
        }
        return wait;
    }

    /** The name of its key, for acts that name nobody. */
    public String name() {
        String name = key == null ? null : key.grant().name();
        return name == null ? "admin" : name;
    }

    /** How many rows of a page it asks for. */
    public int limit(Arguments in) {
        return in.whole("limit", gate.settings().listing().defaultLimit());
    }

    /**
     * Lets nobody on but who operates.
     *
     * @throws GateException UNAUTHORIZED with this message
     */
    public void requireAdmin(String message) {
        if (!isAdmin()) {
            throw unauthorized(message);
        }
    }

    /**
     * The principal that a caller names as the one who acts.
     *
     * @throws GateException UNAUTHORIZED for an internal one, for a person without an admin key, and for one that the
     *     key is not bound to
     */
    public Principal speakingAs(PrincipalKind kind, String id, @Nullable String instanceId) {
        Principal named = named(kind, id, instanceId);
        if (key != null && !key.maySpeakAs(named)) {
            throw unauthorized("This key may not speak as %s; it is bound to %s.".formatted(named, bindings()));
        }
        return named;
    }

    /**
     * The worker that a caller names as the one who holds its leases.
     *
     * @throws GateException UNAUTHORIZED as for {@link #speakingAs}
     */
    public Principal workingAs(PrincipalKind kind, String workerId, @Nullable String instanceId) {
        Principal named = named(kind, workerId, instanceId);
        if (key != null && !key.mayWorkAs(named.id())) {
            throw unauthorized("This key may not work as \"%s\"; it is bound to %s.".formatted(named.id(), bindings()));
        }
        return named;
    }

    private Principal named(PrincipalKind kind, String id, @Nullable String instanceId) {
        Principal named = Principal.external(kind, id);
        if (kind == PrincipalKind.HUMAN && !isAdmin()) {
            throw unauthorized("To speak as the person \"%s\" takes an admin key.".formatted(named.id()));
        }
        return new Principal(named.kind(), named.id(), instanceId);
    }

    private String bindings() {
        Grant grant = key == null ? Grant.of(Role.AGENT) : key.grant();
        return Stream.concat(
                        grant.principals().stream()
                                .map(pattern -> pattern.kind().wireName() + ":" + pattern.id()),
                        grant.workerIds().stream().map(id -> "worker:" + id))
                .collect(Collectors.joining(", "));
    }

    static GateException unauthorized(String message) {
        return new GateException(ErrorCode.UNAUTHORIZED, message);
    }
}
