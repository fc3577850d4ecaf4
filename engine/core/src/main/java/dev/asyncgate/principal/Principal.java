package dev.asyncgate.principal;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import org.jspecify.annotations.Nullable;

/**
 * An actor. Its id is 1 to 255 visible characters (Unicode code points) in NFC, without space around it and without the
 * prefix {@code ext:}, which is dropped in any case and however often it stands there. Visible means: no control or
 * format characters, no half surrogate pairs, none of the fillers and joiners that show nothing, and of all spaces the
 * plain one alone.
 *
 * @param id cleaned and checked
 * @param instanceId tells instances of one actor apart; null when nobody asked; not part of who it is
 */
public record Principal(
        PrincipalKind kind, String id, @Nullable String instanceId) {

    /** The engine as the author of its own receipts. */
    public static final Principal ASYNCGATE = new Principal(PrincipalKind.SERVICE, "svc:asyncgate", null);

    /**
     * Cleans and checks the id and the instance.
     *
     * @throws GateException INVALID_REQUEST when one is not 1 to 255 visible characters
     */
    public Principal {
        id = PrincipalId.normalise(id);
        if (instanceId != null) {
            instanceId = PrincipalId.trimmed(instanceId);
            PrincipalId.requireVisible("instance id", instanceId);
        }
    }

    /** A principal without an instance. */
    public static Principal of(PrincipalKind kind, String id) {
        return new Principal(kind, id, null);
    }

    /**
     * A principal that a caller from outside names.
     *
     * @throws GateException UNAUTHORIZED for the kind system and for internal ids, INVALID_REQUEST for a malformed id
     */
    public static Principal external(PrincipalKind kind, String id) {
        Principal named = of(kind, id);
        if (named.isInternal()) {
            throw new GateException(
                    ErrorCode.UNAUTHORIZED,
                    "\"%s\" is internal: the kind system and ids starting with sys: or svc: are the engine's own."
                            .formatted(named));
        }
        return named;
    }

    /**
     * Reads {@code kind:id}, such as {@code agent:planner}.
     *
     * @throws GateException INVALID_REQUEST for an unknown kind or a malformed id
     */
    public static Principal parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw GateException.invalid(
                    "principal",
                    "\"%s\" is no principal; write kind:id, for example agent:planner."
                            .formatted(PrincipalId.shown(text)));
        }
        return of(PrincipalKind.parse(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** Whether both are the same actor, in whatever instance. */
    public boolean isSameActorAs(Principal other) {
        return kind == other.kind && id.equals(other.id);
    }

    /**
     * Whether only the engine and its components may speak as this principal: the kind is system, or the id starts with
     * {@code sys:} or {@code svc:} in any case, width, or in letters of other scripts that look the same.
     */
    public boolean isInternal() {
        return kind == PrincipalKind.SYSTEM || PrincipalId.isInternal(id);
    }

    /** {@code kind:id}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return kind.wireName() + ":" + id;
    }
}
