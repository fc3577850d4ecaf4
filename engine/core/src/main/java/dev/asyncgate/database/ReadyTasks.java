package dev.asyncgate.database;

import dev.asyncgate.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks that can be claimed from now on: what an announcement says to workers that wait.
 *
 * @param counts how many of each queue, from 1
 * @param others whether there may be more, now or at a time to come, of queues that the announcer does not know
 */
public record ReadyTasks(Map<Queue, Integer> counts, boolean others) {

    public static final ReadyTasks NONE = new ReadyTasks(Map.of(), false);

    /** Whoever wants to know must look. */
    public static final ReadyTasks UNKNOWN = new ReadyTasks(Map.of(), true);

    /** A notice has room for 7,999 bytes, the tenant and all. */
    private static final int MOST_BYTES = 7_900;

    /** What a worker must accept and offer to take a task. */
    public record Queue(String type, Set<String> capabilities) {
        public Queue {
            capabilities = Set.copyOf(capabilities);
        }
    }

    public ReadyTasks {
        counts = Map.copyOf(counts);
    }

    /** So many of one queue. */
    public static ReadyTasks of(Queue queue, int count) {
        return new ReadyTasks(Map.of(queue, count), false);
    }

    public boolean isEmpty() {
        return counts.isEmpty() && !others;
    }

    /** These and more. */
    public ReadyTasks and(ReadyTasks more) {
        Map<Queue, Integer> sum = new HashMap<>(counts);
        more.counts.forEach((queue, count) -> sum.merge(queue, count, Integer::sum));
        return new ReadyTasks(sum, others || more.others);
    }

    /** As JSON that fits into a notice; when it would not fit, unknown. */
    String text() {
        String text = json().text();
        return text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? UNKNOWN.text() : text;
    }

    private Json json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("others", others);
        ArrayNode queues = json.putArray("queues");
        counts.forEach((queue, count) -> {
            ArrayNode entry = queues.addArray().add(queue.type()).add(count);
            queue.capabilities().forEach(entry::add);
        });
        return Json.of(json);
    }

    /** What {@link #text} wrote; unknown when somebody else did. */
    static ReadyTasks parse(String text) {
        return Json.check(text) instanceof Json.Check.Ok(Json json) ? read(json.node()) : UNKNOWN;
    }

    private static ReadyTasks read(JsonNode json) {
        Map<Queue, Integer> counts = new HashMap<>();
        for (JsonNode entry : json.path("queues")) {
            Set<String> capabilities = new HashSet<>();
            for (int i = 2; i < entry.size(); i++) {
                capabilities.add(entry.path(i).asString(""));
            }
            counts.put(
                    new Queue(entry.path(0).asString(""), capabilities),
                    entry.path(1).asInt(1));
        }
        return new ReadyTasks(counts, json.path("others").asBoolean(true));
    }
}
