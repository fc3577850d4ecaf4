package dev.asyncgate.access;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.principal.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call that was not allowed.
 *
 * @param tenantId the key's, else the default one
 * @param keyId null when no valid key was offered
 * @param principal as whom it wanted to speak; null when it had not come to that
 * @param operation what it wanted
 * @param address where it came from
 * @param reason for a person, at most 1,000 characters
 */
public record Refusal(
        UUID tenantId,
        @Nullable UUID keyId,
        @Nullable Principal principal,
        String operation,
        ErrorCode code,
        String address,
        @Nullable String reason) {

    /** Who is answerable: the key, or the address of whoever has none. */
    String source() {
        return keyId == null ? address : keyId.toString();
    }

    String actorKind() {
        if (principal != null) {
            return principal.kind().wireName();
        }
        return keyId == null ? "address" : "key";
    }

    String actorId() {
        return principal == null ? source() : principal.id();
    }
}
