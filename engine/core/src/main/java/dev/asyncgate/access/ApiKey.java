package dev.asyncgate.access;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param prefix what its text has after {@code ag_}, so that people can tell keys apart
 * @param limit its own, else its tenant's, else the standard one
 * @param everyTenant whether it may name any tenant, as only the configured one may
 * @param revokedAt null while it is not
 */
public record ApiKey(
        UUID tenantId,
        UUID keyId,
        String prefix,
        Grant grant,
        CallLimit limit,
        boolean everyTenant,
        Instant createdAt,
        @Nullable Instant revokedAt) {

    static final UUID DEFAULT_TENANT = new UUID(0, 0);

    private static final UUID NO_ID = new UUID(0, 0);

    /** The key of the settings, and what an open development gate takes a call without a key for: an unbound admin. */
    public static ApiKey configured(CallLimit limit) {
        return new ApiKey(DEFAULT_TENANT, NO_ID, "", Grant.of(Role.ADMIN), limit, true, Instant.EPOCH, null);
    }

    public Role role() {
        return grant.role();
    }

    /**
     * Whether a call with this key may speak as the principal: never as an internal one, as a person only with an admin key,
     * and with a bound key only as those that it names.
     */
    public boolean maySpeakAs(Principal principal) {
        if (principal.isInternal() || (principal.kind() == PrincipalKind.HUMAN && role() != Role.ADMIN)) {
            return false;
        }
        return !grant.isBound()
                || grant.principals().stream().anyMatch(pattern -> pattern.matches(principal))
                || (principal.kind() == PrincipalKind.WORKER && grant.namesWorker(principal.id()));
    }

    /**
     * Whether a call with this key may hold leases under the id. Leases are held by agents, services and persons too, so a
     * bound key may under the ids of its principals, of whatever kind, as well as under its worker ids.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST for what is no id
     */
    public boolean mayWorkAs(String workerId) {
        Principal worker = Principal.of(PrincipalKind.WORKER, workerId);
        return maySpeakAs(worker)
                || (!worker.isInternal()
                        && grant.principals().stream().anyMatch(pattern -> pattern.matches(worker.id())));
    }

    /** Whether a call with this key may name the tenant as the one that it is about. */
    public boolean mayName(UUID tenant) {
        return tenant.equals(tenantId) || everyTenant || grant.tenants().contains(tenant);
    }
}
