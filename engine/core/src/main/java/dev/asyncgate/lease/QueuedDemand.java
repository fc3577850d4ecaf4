package dev.asyncgate.lease;

import java.util.List;

/**
 * What tasks that wait ask of workers.
 *
 * @param capabilities that a worker must have, all of them
 * @param types of these tasks, some of them when there are many
 * @param paused how many of their types are paused
 * @param tasks how many wait, counted up to {@value ListWorkers#MOST_QUEUED} for each type
 */
public record QueuedDemand(List<String> capabilities, List<String> types, int paused, long tasks) {

    public QueuedDemand {
        capabilities = List.copyOf(capabilities);
        types = List.copyOf(types);
    }
}
