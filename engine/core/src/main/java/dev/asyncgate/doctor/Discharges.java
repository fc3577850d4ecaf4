package dev.asyncgate.doctor;

import dev.asyncgate.database.Session;
import dev.asyncgate.doctor.LedgerFault.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks of a page of receipts that each obligation is discharged as it must be: by whoever ends a task, except for work
 * that cannot be located, and once.
 */
final class Discharges {

    private static final String OUTCOMES = """
            SELECT task_id, receipt_id FROM task_outcomes WHERE tenant_id = ? AND task_id = ANY (?)
            """;

    /** Those of other receipts of the same tasks that discharge the obligation which each of these names. */
    private static final String OTHERS = """
            SELECT mine.receipt_id, (
                SELECT other.receipt_id FROM receipts other
                WHERE other.tenant_id = mine.tenant_id AND other.task_id = mine.task_id
                  AND other.receipt_id <> mine.receipt_id AND s.assigned_receipt_id = ANY (other.parents)
                  AND other.type IN ('task.completed', 'task.failed', 'task.canceled', 'task.amended', 'task.waived')
                LIMIT 1) AS other_id
            FROM receipts mine
            JOIN submitted_tasks s ON s.tenant_id = mine.tenant_id AND s.task_id = mine.task_id
            WHERE mine.tenant_id = ? AND mine.receipt_id = ANY (?)
            """;

    private static final String ANOMALIES = """
            SELECT mine.receipt_id, (
                SELECT count(*) FROM receipts child
                WHERE child.tenant_id = mine.tenant_id AND child.task_id = mine.task_id AND child.type = 'system.anomaly'
                  AND mine.receipt_id = ANY (child.parents) AND child.body ->> 'kind' = 'locatability_missing') AS anomalies
            FROM receipts mine WHERE mine.tenant_id = ? AND mine.receipt_id = ANY (?)
            """;

    private final Session session;
    private final UUID tenantId;

    Discharges(Session session, UUID tenantId) {
        this.session = session;
        this.tenantId = tenantId;
    }

    /**
     * Checks the terminators among them.
     *
     * @param discharges whether a receipt names an obligation that its type can discharge
     */
    void check(List<LedgerRow> page, Predicate<LedgerRow> discharges, ReceiptPages.Faults faults) throws SQLException {
        List<LedgerRow> terminal = page.stream().filter(LedgerRow::isTerminal).toList();
        List<LedgerRow> unlocated = new ArrayList<>();
        List<LedgerRow> late = new ArrayList<>();
        for (LedgerRow row : page) {
            boolean discharging = row.isTerminator() && discharges.test(row);
            if (row.isTerminator() && !discharging) {
                if (row.type().equals("task.completed")) {
                    unlocated.add(row);
                } else {
                    faults.add(
                            row,
                            Kind.OBLIGATION_NOT_NAMED,
                            "a " + row.type() + " must name its obligation as a parent");
                }
            } else if (discharging && row.locatesNothing()) {
                faults.add(row, Kind.DISCHARGED_UNLOCATED, "it names neither artifacts nor a delivery_proof");
            }
            if (row.isLateTerminator()) {
                late.add(row);
            }
        }
        checkOutcomes(terminal, faults);
        checkLate(late, faults);
        checkUnlocated(unlocated, faults);
    }

    /** A task has one outcome and it names one receipt: so there is no second end of a task, nor a second discharge by one. */
    private void checkOutcomes(List<LedgerRow> terminal, ReceiptPages.Faults faults) throws SQLException {
        if (terminal.isEmpty()) {
            return;
        }
        Map<UUID, UUID> outcomes = new HashMap<>();
        session.query(OUTCOMES)
                .id(tenantId)
                .ids(terminal.stream()
                        .map(LedgerRow::taskId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .list(row -> outcomes.put(row.id("task_id"), row.id("receipt_id")));
        for (LedgerRow row : terminal) {
            UUID outcome = row.taskId() == null ? null : outcomes.get(row.taskId());
            if (!row.receiptId().equals(outcome)) {
                faults.add(
                        row,
                        Kind.NOT_THE_OUTCOME,
                        outcome == null ? "its task has no outcome" : "its task ended with receipt " + outcome);
            }
        }
    }

    private void checkLate(List<LedgerRow> late, ReceiptPages.Faults faults) throws SQLException {
        Map<UUID, LedgerRow> byId = byId(late);
        if (byId.isEmpty()) {
            return;
        }
        session.query(OTHERS).id(tenantId).ids(byId.keySet()).list(row -> {
            UUID other = row.idOrNull("other_id");
            if (other != null) {
                faults.add(row(byId, row.id("receipt_id")), Kind.DISCHARGED_TWICE, "so does receipt " + other);
            }
            return true;
        });
    }

    private void checkUnlocated(List<LedgerRow> unlocated, ReceiptPages.Faults faults) throws SQLException {
        Map<UUID, LedgerRow> byId = byId(unlocated);
        if (byId.isEmpty()) {
            return;
        }
        session.query(ANOMALIES).id(tenantId).ids(byId.keySet()).list(row -> {
            LedgerRow receipt = row(byId, row.id("receipt_id"));
            long anomalies = row.number("anomalies");
            if (!receipt.locatesNothing()) {
                faults.add(
                        receipt, Kind.OBLIGATION_NOT_NAMED, "the work is located, and it does not name its obligation");
            } else if (anomalies != 1) {
                faults.add(
                        receipt, Kind.ANOMALY_NOT_ONE, anomalies + " anomalies locatability_missing are its children");
            }
            return true;
        });
    }

    private static Map<UUID, LedgerRow> byId(List<LedgerRow> rows) {
        return rows.stream().collect(Collectors.toMap(LedgerRow::receiptId, row -> row));
    }

    private static LedgerRow row(Map<UUID, LedgerRow> byId, UUID id) {
        return Objects.requireNonNull(byId.get(id));
    }
}
