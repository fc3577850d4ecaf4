package dev.asyncgate.receipt;

import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bodies of receipts, in RFC 8785 form, as far as they are known before the statement runs. What only the statement
 * knows (an attempt, an instant) it puts in between members itself, in their sorted order.
 */
public final class Bodies {

    /** A member larger than this enters a body as its digest and size; the whole stays with the task. */
    private static final int MEMBER_BYTES = Limits.BODY_MEMBER_BYTES;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Bodies() {}

    public static Json assigned(String type, String payloadPointer, Json payload) {
        return Json.owning(NODES.objectNode()
                .put("payload_pointer", payloadPointer)
                .put("payload_sha256", payload.sha256())
                .put("type", type));
    }

    public static String completed(Json result, @Nullable Json artifacts, @Nullable Json deliveryProof) {
        ObjectNode body = NODES.objectNode();
        body.set("artifacts", orNull(artifacts == null ? null : firstKept(artifacts)));
        body.set("delivery_proof", orNull(deliveryProof == null ? null : memberNode(deliveryProof)));
        if (result.bytes() > MEMBER_BYTES) {
            body.put("result_sha256", result.sha256());
        } else {
            body.set("result", result.node());
        }
        return canonical(body);
    }

    /** Of a tree of our own, which may hold a value too deep to be read again. */
    private static String canonical(JsonNode body) {
        Json.requireWithinLimits("json", body);
        return Json.owning(body).canonical();
    }

    /** A value as a member of a body, in RFC 8785 form: itself, or its digest when it is long. */
    public static String member(Json value) {
        return canonical(memberNode(value));
    }

    /** Why somebody acted; null when they did not say. */
    public static Json reason(@Nullable String reason) {
        return Json.of(NODES.objectNode().put("reason", reason));
    }

    public static String anomaly(String kind) {
        return Json.of(NODES.objectNode().put("kind", kind)).canonical();
    }

    private static JsonNode memberNode(Json value) {
        return value.bytes() <= MEMBER_BYTES ? value.node() : digest(value);
    }

    /** Long artifacts keep their first one, so that the receipt still says where to look. */
    private static JsonNode firstKept(Json artifacts) {
        if (artifacts.bytes() <= MEMBER_BYTES) {
            return artifacts.node();
        }
        ObjectNode digest = digest(artifacts);
        JsonNode node = artifacts.node();
        if (node.isArray() && !node.isEmpty() && Json.of(node.get(0)).bytes() <= MEMBER_BYTES) {
            digest.set("first", node.get(0));
        }
        return digest;
    }

    private static ObjectNode digest(Json value) {
        return NODES.objectNode().put("bytes", value.bytes()).put("sha256", value.sha256());
    }

    private static JsonNode orNull(@Nullable JsonNode node) {
        return node == null ? NODES.nullNode() : node;
    }
}
