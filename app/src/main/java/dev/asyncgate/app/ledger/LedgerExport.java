package dev.asyncgate.app.ledger;

import static dev.asyncgate.app.export.Exportable.text;
import static dev.asyncgate.app.export.Exportable.texts;

import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.Page;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Ledger.Order;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The ledger as it is exported: from its beginning on, all that enters a hash and where each receipt stands. */
final class LedgerExport implements Exportable<LedgerEntry> {

    private static final int LIMIT = 1000;

    private static final List<String> COLUMNS = List.of(
            "position",
            "receipt_id",
            "type",
            "created_at",
            "from_kind",
            "from_id",
            "to_kind",
            "to_id",
            "task_id",
            "lease_id",
            "schedule_id",
            "parents",
            "hash",
            "body");

    private final LedgerReads reads;
    private final LedgerQuery query;

    LedgerExport(LedgerReads reads, LedgerQuery query) {
        this.reads = reads;
        this.query = query;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Page<LedgerEntry> page(@Nullable String cursor) {
        return reads.page(query, Order.OLDEST_FIRST, cursor, LIMIT);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public SequencedMap<String, String> json(LedgerEntry entry) {
        Receipt receipt = entry.receipt();
        var members = new LinkedHashMap<String, String>();
        members.put("position", Long.toString(entry.position()));
        members.put("receipt_id", text(receipt.receiptId()));
        members.put("type", text(receipt.type().wireName()));
        members.put("created_at", text(receipt.createdAt()));
        principal(members, "from", receipt.from());
        principal(members, "to", receipt.to());
        members.put("task_id", text(receipt.taskId()));
        members.put("lease_id", text(receipt.leaseId()));
        members.put("schedule_id", text(receipt.scheduleId()));
        members.put("parents", texts(receipt.parents()));
        members.put("hash", text(receipt.hash()));
        members.put("body", receipt.body().canonical());
        return members;
    }

    @Override
    public long position(LedgerEntry entry) {
        return entry.position();
    }

    private static void principal(SequencedMap<String, String> members, String key, Principal principal) {
        members.put(key + "_kind", text(principal.kind().wireName()));
        members.put(key + "_id", text(principal.id()));
    }
}
