package dev.asyncgate.receipt;

import dev.asyncgate.engine.TestGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** What tests write into the ledger without an operation. */
final class ByHand {

    private ByHand() {}

    /** A receipt of no task, addressed to the planner, in whatever transaction the session is in. */
    static UUID write(Connection session, UUID tenant) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Statement statement = session.createStatement()) {
            statement.execute("""
                    INSERT INTO receipts (
                        tenant_id, receipt_id, created_at, type, from_kind, from_id, to_kind, to_id, asyncgate_instance, hash,
                        parents, body)
                    VALUES ('%s', '%s', now(), 'system.anomaly', 'service', 'svc:asyncgate', 'agent', 'planner', 'test',
                            sha256('%s'), '{}', '{"kind":"receipt_backlog"}')
                    """.formatted(tenant, id, id));
        }
        return id;
    }

    /** Leaves a stub of the receipt, as retention does. */
    static void archive(UUID receipt) throws SQLException {
        TestGate.sql("""
                INSERT INTO asyncgate.archived_receipts (tenant_id, receipt_id, position, archived_at, task_id, type, hash)
                SELECT tenant_id, receipt_id, position, now(), task_id, type, hash
                FROM asyncgate.receipts WHERE receipt_id = '%1$s';
                SET search_path = asyncgate;
                DELETE FROM receipts WHERE receipt_id = '%1$s'
                """.formatted(receipt));
    }
}
