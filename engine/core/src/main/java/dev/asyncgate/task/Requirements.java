package dev.asyncgate.task;

import java.util.List;

/**
 * What a task asks of its worker.
 *
 * @param capabilities a worker must offer all of these
 * @param tags labels for people; they select nothing
 */
public record Requirements(List<String> capabilities, List<String> tags) {

    public static final Requirements NONE = new Requirements(List.of(), List.of());

    public Requirements {
        capabilities = List.copyOf(capabilities);
        tags = List.copyOf(tags);
    }
}
