package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.invariant.Ledger.LeaseRow;
import dev.asyncgate.invariant.Ledger.TaskRow;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.receipt.ReceiptType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What holds of every ledger, whatever was done by whom in which order. */
public final class LedgerAssert {

    private static final Set<String> FINAL = Set.of("succeeded", "failed", "canceled");
    private static final Set<ReceiptType> OUTCOMES =
            Set.of(ReceiptType.TASK_COMPLETED, ReceiptType.TASK_FAILED, ReceiptType.TASK_CANCELED);
    private static final Set<ReceiptType> FAILURES = Set.of(ReceiptType.TASK_RETRY_SCHEDULED, ReceiptType.TASK_FAILED);

    private final Ledger ledger;
    private final Map<UUID, Receipt> byId = new HashMap<>();
    private final Map<UUID, List<LeaseRow>> leasesByTask;

    private LedgerAssert(Ledger ledger) {
        this.ledger = ledger;
        this.leasesByTask = ledger.leases().values().stream().collect(Collectors.groupingBy(LeaseRow::taskId));
        ledger.receipts().values().forEach(list -> list.forEach(receipt -> byId.put(receipt.receiptId(), receipt)));
    }

    public static void assertSound(Ledger ledger) {
        LedgerAssert all = new LedgerAssert(ledger);
        all.byId.values().forEach(all::receipt);
        ledger.tasks().values().forEach(task -> {
            all.leases(task, all.leasesByTask.getOrDefault(task.taskId(), List.of()));
            all.outcome(task, ledger.receiptsOf(task.taskId()));
        });
    }

    private void receipt(Receipt receipt) {
        assertThat(ReceiptHash.of(receipt)).as("hash of %s", receipt).isEqualTo(receipt.hash());
        for (UUID parentId : receipt.parents()) {
            Receipt parent = byId.get(parentId);
            assertThat(parent).as("parent of %s", receipt).isNotNull();
            assertThat(receipt.createdAt())
                    .as("%s is not before its parent", receipt)
                    .isAfterOrEqualTo(Objects.requireNonNull(parent).createdAt());
        }
    }

    private void leases(TaskRow task, List<LeaseRow> leases) {
        for (int i = 1; i < leases.size(); i++) {
            assertThat(leases.get(i - 1).endedAt())
                    .as("%s ended before the next began: %s", leases.get(i - 1), leases.get(i))
                    .isNotNull()
                    .isBeforeOrEqualTo(leases.get(i).acquiredAt());
        }
        boolean live = !leases.isEmpty() && leases.getLast().endedAt() == null;
        assertThat(live)
                .as("%s is leased while a lease lives", task)
                .isEqualTo(Set.of("leased", "running").contains(task.status()));
        List<Receipt> receipts = ledger.receiptsOf(task.taskId());
        assertThat(leases)
                .as("each lease was accepted")
                .extracting(LeaseRow::leaseId)
                .containsExactlyInAnyOrderElementsOf(receipts.stream()
                        .filter(receipt -> receipt.type() == ReceiptType.TASK_ACCEPTED)
                        .map(receipt -> Objects.requireNonNull(receipt.leaseId()))
                        .toList());
        leases.forEach(
                lease -> assertThat(lease.events()).as("renewals of %s", lease).isEqualTo(lease.renewals()));
    }

    private void outcome(TaskRow task, List<Receipt> receipts) {
        List<Receipt> outcomes = receipts.stream()
                .filter(receipt -> OUTCOMES.contains(receipt.type()))
                .toList();
        assertThat(outcomes).as("outcomes of %s", task).hasSize(FINAL.contains(task.status()) ? 1 : 0);
        assertThat(receipts)
                .as("attempts of %s", task)
                .filteredOn(receipt -> FAILURES.contains(receipt.type()))
                .hasSize(task.attempt());
        UUID assigned = task.assignedReceiptId();
        List<Receipt> discharging = receipts.stream()
                .filter(receipt ->
                        receipt.type().isTerminator() && receipt.parents().contains(assigned))
                .toList();
        assertThat(discharging)
                .as("what discharges %s", task)
                .hasSize(ledger.open().contains(assigned) ? 0 : 1);
        assertThat(discharging)
                .allSatisfy(receipt -> assertThat(receipt.parents()).startsWith(assigned));
        outcomes.stream().filter(receipt -> !discharging.contains(receipt)).forEach(this::unlocatable);
    }

    private void unlocatable(Receipt completed) {
        assertThat(completed.type()).isEqualTo(ReceiptType.TASK_COMPLETED);
        assertThat(ledger.receiptsOf(Objects.requireNonNull(completed.taskId())))
                .as("%s has one anomaly", completed)
                .filteredOn(receipt -> receipt.parents().contains(completed.receiptId())
                        && receipt.body().canonical().equals("{\"kind\":\"locatability_missing\"}"))
                .hasSize(1);
    }
}
