package dev.asyncgate.gateway.mcp;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.door.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds sessions to the key and tenant that began them: the name that a client gets is the session's id with a seal over
 * id, key and tenant. So nothing has to be remembered, and nobody else's key opens a session whose name leaked.
 */
final class SessionNames {

    private static final String SEAL = "HmacSHA256";

    private final SecretKeySpec secret;

    SessionNames() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, SEAL);
    }

    /** The name of a session that the caller begins. */
    String name(String id, Caller caller) {
        return id + "." + seal(id, caller);
    }

    /**
     * The id behind a name.
     *
     * @throws Refusal 404 when the caller has no such session, upon which clients begin a new one
     */
    String id(String name, Caller caller) {
        String id = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
        if (!MessageDigest.isEqual(bytes(name), bytes(name(id, caller)))) {
            throw new Refusal(404, ErrorCode.NOT_FOUND, "This key has no such session; begin one with initialize.");
        }
        return id;
    }

    private String seal(String id, Caller caller) {
        UUID keyId = Objects.requireNonNull(caller.key(), "sessions take a key").keyId();
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(secret);
            byte[] seal = mac.doFinal(bytes(
                    String.join("/", id, keyId.toString(), caller.tenantId().toString())));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + SEAL, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
