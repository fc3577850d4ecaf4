package dev.asyncgate.receipt;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Computes the hash of a receipt from its content, as the database's {@code receipt_hash} did when it was stored: SHA-256
 * over the RFC 8785 form of its envelope. Who holds a receipt can tell by it that nothing in it was changed since.
 */
public final class ReceiptHash {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReceiptHash() {}

    /** The hash that the content of this receipt has, as 64 lower-case hex digits; its own hash is not read. */
    public static String of(Receipt receipt) {
        ObjectNode envelope = NODES.objectNode()
                .put("body_sha256", receipt.body().sha256())
                .put("lease_id", textOrNull(receipt.leaseId()))
                .put("schedule_id", textOrNull(receipt.scheduleId()))
                .put("task_id", textOrNull(receipt.taskId()))
                .put("type", receipt.type().wireName());
        envelope.set("from", principal(receipt.from()));
        envelope.set("to", principal(receipt.to()));
        envelope.set("parents", parents(receipt));
        return Json.of(envelope).sha256();
    }

    /** Whether the hash that was stored is the one of the content. */
    public static boolean isGenuine(Receipt receipt) {
        return of(receipt).equals(receipt.hash());
    }

    private static ObjectNode principal(Principal principal) {
        return NODES.objectNode()
                .put("id", principal.id())
                .put("kind", principal.kind().wireName());
    }

    /** Sorted as text: UUIDs compare as signed numbers in Java and as bytes in the database. */
    private static ArrayNode parents(Receipt receipt) {
        ArrayNode parents = NODES.arrayNode();
        receipt.parents().stream().map(UUID::toString).sorted().forEach(parents::add);
        return parents;
    }

    private static @Nullable String textOrNull(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
