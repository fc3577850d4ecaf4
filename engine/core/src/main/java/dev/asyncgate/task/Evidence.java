package dev.asyncgate.task;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What locates work: artifacts and proofs of delivery, and what they must be. */
final class Evidence {

    private static final int MOST_ARTIFACTS = 100;

    private Evidence() {}

    /**
     * Checks what a worker gives as evidence.
     *
     * @throws GateException INVALID_REQUEST or PAYLOAD_TOO_LARGE, naming the field
     */
    static void check(@Nullable Json artifacts, @Nullable Json deliveryProof) {
        if (artifacts != null) {
            checkArtifacts(artifacts.node());
            Limits.requireAtMost("artifacts", artifacts, Limits.PAYLOAD_BYTES);
        }
        if (deliveryProof != null) {
            if (!deliveryProof.node().isObject() && !deliveryProof.node().isString()) {
                throw GateException.invalid("delivery_proof", "delivery_proof must be an object or a text.");
            }
            Limits.requireAtMost("delivery_proof", deliveryProof, Limits.DETAIL_BYTES);
        }
    }

    private static void checkArtifacts(JsonNode artifacts) {
        if (artifacts.isObject()) {
            return;
        }
        if (!artifacts.isArray() || artifacts.size() > MOST_ARTIFACTS) {
            throw GateException.invalid("artifacts", "artifacts must be an object or a list of at most 100.");
        }
        for (JsonNode artifact : artifacts) {
            boolean text = artifact.isString() && !artifact.stringValue().isEmpty();
            if (!text && !(artifact.isObject() && !artifact.isEmpty())) {
                throw GateException.invalid(
                        "artifacts", "artifacts holds " + artifact + ", which locates nothing; use objects or texts.");
            }
        }
    }
}
