package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inbox of a principal: what is addressed to it, in the order of positions. One round trip a page. */
public final class ListReceipts {

    /**
     * The principal stands in the bounds of the range and in its order, not in a condition of its own: a planner that knows
     * neither would walk the positions of everybody, to the end of the ledger for whoever is written to seldom.
     */
    private static final String SQL =
            Pages.oldestFirst("", """
            SELECT r.* FROM receipts r
            WHERE r.tenant_id = ? AND (r.to_id, r.position) >= (?, (SELECT position FROM since))
              AND (r.to_id, r.position) < (?, ledger_horizon()) AND r.to_kind = ?
            """ + Since.AFTER + "ORDER BY r.to_id, r.position, r.receipt_id LIMIT ?");

    private final Database database;

    public ListReceipts(Database database) {
        this.database = database;
    }

    /**
     * Reads a page. Marks of delivery are written by {@link MarkDelivered}, for those who want them.
     *
     * @param to whose inbox; the instance does not matter
     * @param since the id of a receipt, archived or not, or the cursor of the page before; null to begin
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public LedgerPage run(UUID tenantId, Principal to, @Nullable String since, int limit) {
        return Pages.read(
                database,
                SQL,
                tenantId,
                Since.parse(since, Since.BEGINNING),
                limit,
                query -> query.id(tenantId)
                        .text(to.id())
                        .text(to.id())
                        .text(to.kind().wireName())
                        .integer(limit));
    }
}
