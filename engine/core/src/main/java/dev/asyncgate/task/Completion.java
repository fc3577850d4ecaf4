package dev.asyncgate.task;

import dev.asyncgate.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a worker reports of a finished task.
 *
 * @param result an object of at most 1 MiB
 * @param artifacts a list of at most 100 non-empty objects or texts, or an object; null or empty when there are none
 * @param deliveryProof a non-empty object or text of at most 64 KiB; null when there is none
 */
public record Completion(
        Json result, @Nullable Json artifacts, @Nullable Json deliveryProof) {

    /** A result whose work is found by these artifacts. */
    public static Completion of(Json result, Json artifacts) {
        return new Completion(result, artifacts, null);
    }

    /** Whether the work can be found. */
    public boolean isLocated() {
        return (artifacts != null && !artifacts.isEmpty()) || (deliveryProof != null && !deliveryProof.isEmpty());
    }
}
