package dev.asyncgate.access;

import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.PrincipalId;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a key lets its holder do.
 *
 * @param name for people, 1 to 255 visible characters; null for none
 * @param principals as whom it speaks, at most 64
 * @param workerIds as which workers it works, at most 64, with {@code *} at the end for all that begin so; a key that names
 *     neither principals nor workers is unbound
 * @param tenants those that it may name besides its own; only an admin key may
 * @param expiresAt from when on it is refused; null for never
 * @param signingKey the Ed25519 public key by which its calls must be signed, 32 bytes in base64; null when they need not
 */
public record Grant(
        Role role,
        @Nullable String name,
        Set<Scope> scopes,
        List<PrincipalPattern> principals,
        List<String> workerIds,
        Set<UUID> tenants,
        @Nullable Instant expiresAt,
        @Nullable String signingKey) {

    private static final int MOST_BINDINGS = 64;
    private static final int MOST_TENANTS = 1000;
    private static final int SIGNING_KEY_BYTES = 32;
    private static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Checks every part.
     *
     * @throws GateException INVALID_REQUEST naming the field, or UNAUTHORIZED for internal principals
     */
    public Grant {
        scopes = Set.copyOf(scopes);
        principals = List.copyOf(principals);
        tenants = Set.copyOf(tenants);
        requireAtMost("principals", principals, MOST_BINDINGS);
        requireAtMost("worker_ids", workerIds, MOST_BINDINGS);
        requireAtMost("tenants", tenants, MOST_TENANTS);
        workerIds = workerIds.stream()
                .map(id -> new PrincipalPattern(PrincipalKind.WORKER, id).id())
                .toList();
        if (name != null) {
            PrincipalId.requireVisible("name", name);
        }
        if (expiresAt != null && expiresAt.isAfter(LAST_EXPIRY)) {
            throw GateException.invalid("expires_at", "expires_at lies beyond the year 9999; leave it out for never.");
        }
        requireSigningKey(signingKey);
        requireAdminForWhatIsTheirs(role, principals, tenants);
    }

    /** A role and nothing else: unbound, for its own tenant, for ever. */
    public static Grant of(Role role) {
        return new Grant(role, null, Set.of(), List.of(), List.of(), Set.of(), null, null);
    }

    /** Whether it names principals or workers, and so speaks as these alone. */
    public boolean isBound() {
        return !principals.isEmpty() || !workerIds.isEmpty();
    }

    /** Whether it is bound, and to nothing that the other is not bound to. */
    public boolean isWithin(Grant other) {
        return isBound()
                && principals.stream().allMatch(pattern -> other.names(pattern.kind(), pattern.id()))
                && workerIds.stream().allMatch(id -> other.names(PrincipalKind.WORKER, id));
    }

    private boolean names(PrincipalKind kind, String id) {
        return principals.stream().anyMatch(pattern -> pattern.kind() == kind && pattern.matches(id))
                || (kind == PrincipalKind.WORKER && namesWorker(id));
    }

    /** Whether its worker ids name this one. */
    boolean namesWorker(String id) {
        return workerIds.stream()
                .anyMatch(workerId -> new PrincipalPattern(PrincipalKind.WORKER, workerId).matches(id));
    }

    private static void requireAtMost(String field, Collection<?> values, int most) {
        if (values.size() > most) {
            throw GateException.invalid(
                    field, "%s has %,d entries; at most %,d are allowed.".formatted(field, values.size(), most));
        }
    }

    private static void requireAdminForWhatIsTheirs(Role role, List<PrincipalPattern> principals, Set<UUID> tenants) {
        if (role == Role.ADMIN) {
            return;
        }
        if (principals.stream().anyMatch(pattern -> pattern.kind() == PrincipalKind.HUMAN)) {
            throw GateException.invalid("principals", "Only a key of the role admin speaks as a human.");
        }
        if (!tenants.isEmpty()) {
            throw GateException.invalid("tenants", "Only a key of the role admin may name other tenants than its own.");
        }
    }

    private static void requireSigningKey(@Nullable String base64) {
        if (base64 != null && !isSigningKey(base64)) {
            throw GateException.invalid(
                    "signing_key", "signing_key must be the 32 bytes of an Ed25519 public key in base64.");
        }
    }

    private static boolean isSigningKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length == SIGNING_KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
