package dev.asyncgate.app.receipt;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.Navigator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** What an event concerns, as keys and values that lead there. */
public final class Links {

    private final Pieces pieces;
    private final Navigator navigator;

    public Links(Pieces pieces, Navigator navigator) {
        this.pieces = pieces;
        this.navigator = navigator;
    }

    /** A key and a link in turn, for each that is not null; a lease or receipt is found through its task. */
    public List<Node> of(@Nullable UUID taskId, @Nullable UUID leaseId, @Nullable UUID receiptId) {
        var cells = new ArrayList<Node>();
        if (taskId == null) {
            return cells;
        }
        add(cells, "receipts.task", taskId, new Destination.ShowTask(taskId));
        if (leaseId != null) {
            add(cells, "receipts.lease", leaseId, new Destination.ShowLease(leaseId, taskId));
        }
        if (receiptId != null) {
            add(cells, "receipts.receipt", receiptId, new Destination.ShowReceipt(receiptId, taskId));
        }
        return cells;
    }

    private void add(List<Node> cells, String key, UUID id, Destination destination) {
        cells.add(pieces.key(key));
        cells.add(pieces.idLink(id, () -> navigator.go(destination)));
    }
}
