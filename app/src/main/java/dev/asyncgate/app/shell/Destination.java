package dev.asyncgate.app.shell;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somewhere to go, with what is to be shown there. */
public sealed interface Destination {

    /** The place that shows it. */
    PlaceId place();

    /** A place as it was left. */
    record ShowPlace(PlaceId place) implements Destination {}

    /** The list of a place, narrowed by a text as one types it there. */
    record ShowFiltered(PlaceId place, String query) implements Destination {}

    /** A task, in the list of tasks. */
    record ShowTask(UUID taskId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.TASKS;
        }
    }

    /** A lease, on the timeline. */
    record ShowLease(UUID leaseId, UUID taskId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.LEASES;
        }
    }

    /** The receipts of a task, as a graph. */
    record ShowReceipts(UUID taskId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.RECEIPTS;
        }
    }

    /** One receipt in the graph of its task. */
    record ShowReceipt(UUID receiptId, UUID taskId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.RECEIPTS;
        }
    }

    /** An obligation, open or closed, with the reason. */
    record ShowObligation(UUID receiptId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.OBLIGATIONS;
        }
    }

    /** The form for a new task, filled in like an existing one when given. */
    record SubmitTask(@Nullable UUID likeTaskId) implements Destination {
        @Override
        public PlaceId place() {
            return PlaceId.SUBMIT;
        }
    }
}
