package dev.asyncgate.invariant;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that the database holds of a tenant, read without the engine. Receipts are in the order of their positions. */
public record Ledger(
        Map<UUID, TaskRow> tasks, Map<UUID, LeaseRow> leases, Map<UUID, List<Receipt>> receipts, Set<UUID> open) {

    /** A task as it stands. */
    public record TaskRow(
            UUID taskId,
            String status,
            int attempt,
            int priority,
            boolean held,
            @Nullable Instant nextEligibleAt,
            UUID assignedReceiptId,
            String owner) {}

    /** A lease, live or ended. */
    public record LeaseRow(
            UUID leaseId,
            UUID taskId,
            String workerId,
            Instant acquiredAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String endReason,
            int renewals,
            int events) {}

    private static final String TASKS = """
            SELECT task_id, status, attempt, priority, held, next_eligible_at, assigned_receipt_id,
                   created_by_kind || ':' || created_by_id AS owner
            FROM tasks WHERE tenant_id = ? ORDER BY created_at, task_id
            """;

    private static final String LEASES = """
            SELECT l.*, (SELECT count(*) FROM lease_events e
                         WHERE e.tenant_id = l.tenant_id AND e.lease_id = l.lease_id) AS events
            FROM leases l WHERE tenant_id = ? ORDER BY acquired_at, lease_id
            """;

    private static final String RECEIPTS = "SELECT * FROM receipts WHERE tenant_id = ? ORDER BY position, receipt_id";

    private static final String OPEN = "SELECT receipt_id FROM open_obligations WHERE tenant_id = ?";

    public static Ledger read(Connection connection, UUID tenantId) throws SQLException {
        Map<UUID, TaskRow> tasks = new LinkedHashMap<>();
        query(connection, TASKS, tenantId, row -> tasks.put(id(row, "task_id"), task(row)));
        Map<UUID, LeaseRow> leases = new LinkedHashMap<>();
        query(connection, LEASES, tenantId, row -> leases.put(id(row, "lease_id"), lease(row)));
        Map<UUID, List<Receipt>> receipts = new LinkedHashMap<>();
        query(
                connection,
                RECEIPTS,
                tenantId,
                row -> receipts.computeIfAbsent(id(row, "task_id"), task -> new ArrayList<>())
                        .add(receipt(row)));
        Set<UUID> open = new HashSet<>();
        query(connection, OPEN, tenantId, row -> open.add(id(row, "receipt_id")));
        return new Ledger(tasks, leases, receipts, open);
    }

    public TaskRow task(UUID taskId) {
        TaskRow task = tasks.get(taskId);
        if (task == null) {
            throw new AssertionError("the database does not hold task " + taskId);
        }
        return task;
    }

    public LeaseRow lease(UUID leaseId) {
        LeaseRow lease = leases.get(leaseId);
        if (lease == null) {
            throw new AssertionError("the database does not hold lease " + leaseId);
        }
        return lease;
    }

    List<Receipt> receiptsOf(UUID taskId) {
        return receipts.getOrDefault(taskId, List.of());
    }

    List<String> typesOf(UUID taskId) {
        return receiptsOf(taskId).stream()
                .map(receipt -> receipt.type().wireName())
                .toList();
    }

    List<LeaseRow> leasesOf(UUID taskId) {
        return leases.values().stream()
                .filter(lease -> lease.taskId().equals(taskId))
                .toList();
    }

    private interface Reading {
        void row(ResultSet row) throws SQLException;
    }

    private static void query(Connection connection, String sql, UUID tenantId, Reading reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenantId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.row(rows);
                }
            }
        }
    }

    private static TaskRow task(ResultSet row) throws SQLException {
        return new TaskRow(
                id(row, "task_id"),
                row.getString("status"),
                row.getInt("attempt"),
                row.getInt("priority"),
                row.getBoolean("held"),
                instant(row, "next_eligible_at"),
                id(row, "assigned_receipt_id"),
                row.getString("owner"));
    }

    private static LeaseRow lease(ResultSet row) throws SQLException {
        return new LeaseRow(
                id(row, "lease_id"),
                id(row, "task_id"),
                row.getString("worker_id"),
                row.getObject("acquired_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("end_reason"),
                row.getInt("renewal_count"),
                row.getInt("events"));
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                id(row, "receipt_id"),
                ReceiptType.ofWireName(row.getString("type")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new Principal(
                        PrincipalKind.parse(row.getString("from_kind")),
                        row.getString("from_id"),
                        row.getString("from_instance_id")),
                new Principal(PrincipalKind.parse(row.getString("to_kind")), row.getString("to_id"), null),
                row.getObject("task_id", UUID.class),
                row.getObject("lease_id", UUID.class),
                row.getObject("schedule_id", UUID.class),
                Arrays.asList((UUID[]) row.getArray("parents").getArray()),
                Json.parse(row.getString("body")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
