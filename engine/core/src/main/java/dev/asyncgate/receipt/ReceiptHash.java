package dev.asyncgate.receipt;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Computes the hash of a receipt from its content, as the database's {@code receipt_hash} does: SHA-256 over the RFC 8785
 * form of its envelope. Who holds a receipt can tell by it that nothing in it was changed since.
 */
public final class ReceiptHash {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReceiptHash() {}

    /** The hash that the content of this receipt has, as 64 lower-case hex digits; its own hash is not read. */
    public static String of(Receipt receipt) {
        return of(
                receipt.type(),
                receipt.from(),
                receipt.to(),
                receipt.taskId(),
                receipt.leaseId(),
                receipt.scheduleId(),
                receipt.parents(),
                receipt.body().sha256());
    }

    /** The hash of the {@code task.assigned} receipt of a task that is about to be created: all of it is known. */
    public static String ofAssignment(Principal owner, UUID taskId, List<UUID> causedBy, Json body) {
        return of(ReceiptType.TASK_ASSIGNED, Principal.ASYNCGATE, owner, taskId, null, null, causedBy, body.sha256());
    }

    private static String of(
            ReceiptType type,
            Principal from,
            Principal to,
            @Nullable UUID taskId,
            @Nullable UUID leaseId,
            @Nullable UUID scheduleId,
            List<UUID> parents,
            String bodySha256) {
        ObjectNode envelope = NODES.objectNode()
                .put("body_sha256", bodySha256)
                .put("lease_id", textOrNull(leaseId))
                .put("schedule_id", textOrNull(scheduleId))
                .put("task_id", textOrNull(taskId))
                .put("type", type.wireName());
        envelope.set("from", principal(from));
        envelope.set("to", principal(to));
        envelope.set("parents", sorted(parents));
        return Json.owning(envelope).sha256();
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
    private static ArrayNode sorted(List<UUID> parents) {
        ArrayNode sorted = NODES.arrayNode();
        parents.stream().map(UUID::toString).sorted().forEach(sorted::add);
        return sorted;
    }

    private static @Nullable String textOrNull(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
