package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.TaskPath.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Names every task that a filter lets through now, so that what is done to them is done to these and no others. */
public final class FreezeTasks {

    /** More are refused: whoever means them can narrow the filter and do it in parts. */
    public static final int MOST = 1_000_000;

    /**
     * Tasks that are named.
     *
     * @param at when; what matches since is not among them
     */
    public record Frozen(Instant at, List<UUID> taskIds) {

        public Frozen {
            taskIds = List.copyOf(taskIds);
        }
    }

    /** Told after each statement. */
    @FunctionalInterface
    public interface Progress {

        /** Whether to go on. */
        boolean goOn(int found);
    }

    private static final String NOW = "SELECT gate_now() AS now";

    private final Database database;

    public FreezeTasks(Database database) {
        this.database = database;
    }

    /**
     * Names them, the oldest first.
     *
     * @return what was found by then when {@code progress} ends it
     * @throws GateException INVALID_REQUEST for more than {@value #MOST}, or DATABASE_UNAVAILABLE
     */
    public Frozen run(UUID tenantId, TaskFilter filter, Progress progress) {
        Instant at = now();
        List<UUID> ids = new ArrayList<>();
        var search = new TaskSearch(database, tenantId, filter, Order.OLDEST_FIRST, false, TaskKey.start(0));
        do {
            ids.addAll(search.step(TaskSearch.Answer.IDS, 0, (row, key) -> row.id("task_id")));
            if (ids.size() > MOST) {
                throw GateException.invalid(
                        "filter", "More than " + MOST + " tasks match; narrow the filter and do it in parts.");
            }
        } while (!search.isOver() && progress.goOn(ids.size()));
        return new Frozen(at, ids);
    }

    /** Names these. */
    public Frozen run(List<UUID> taskIds) {
        return new Frozen(now(), taskIds);
    }

    private Instant now() {
        return database.repeatable(session -> session.query(NOW).one(row -> row.instant("now")));
    }
}
