package dev.asyncgate.app.receipt;

import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A lineage with ways through it: from an id to its receipt, from a receipt to its children. Immutable. */
public final class ReceiptIndex {

    private final Lineage lineage;
    private final Map<UUID, Receipt> receipts = new LinkedHashMap<>();
    private final Map<UUID, List<Receipt>> children = new HashMap<>();
    private final Map<UUID, LineageTask> tasks = new LinkedHashMap<>();
    private final Map<UUID, List<Receipt>> byTask = new HashMap<>();

    public ReceiptIndex(Lineage lineage) {
        this.lineage = lineage;
        lineage.tasks().forEach(task -> tasks.put(task.taskId(), task));
        for (Receipt receipt : lineage.receipts()) {
            UUID task = receipt.taskId();
            if (task != null && tasks.containsKey(task)) {
                receipts.put(receipt.receiptId(), receipt);
                byTask.computeIfAbsent(task, ignored -> new ArrayList<>()).add(receipt);
            }
        }
        for (Receipt receipt : receipts.values()) {
            for (UUID parent : receipt.parents()) {
                children.computeIfAbsent(parent, ignored -> new ArrayList<>()).add(receipt);
            }
        }
    }

    public Lineage lineage() {
        return lineage;
    }

    /** The receipts of known tasks, parents before children. */
    public List<Receipt> receipts() {
        return List.copyOf(receipts.values());
    }

    public Optional<Receipt> receipt(UUID id) {
        return Optional.ofNullable(receipts.get(id));
    }

    /** Null when this lineage does not hold it. */
    public @Nullable LineageTask task(@Nullable UUID taskId) {
        return taskId == null ? null : tasks.get(taskId);
    }

    public List<LineageTask> tasks() {
        return List.copyOf(tasks.values());
    }

    public List<Receipt> ofTask(UUID taskId) {
        return byTask.getOrDefault(taskId, List.of());
    }

    /** The task of a receipt that this index holds. */
    public static UUID taskOf(Receipt receipt) {
        return Objects.requireNonNull(receipt.taskId());
    }

    /** In the order of their positions. */
    public List<Receipt> children(UUID receiptId) {
        return children.getOrDefault(receiptId, List.of());
    }

    /** Those of its parents that this lineage holds, in their order. */
    public List<Receipt> parents(Receipt receipt) {
        return receipt.parents().stream()
                .map(receipts::get)
                .filter(Objects::nonNull)
                .toList();
    }

    public boolean isOpen(UUID receiptId) {
        return lineage.open().contains(receiptId);
    }

    /** The obligation that this receipt discharges. */
    public Optional<Receipt> discharged(Receipt receipt) {
        return parents(receipt).stream()
                .filter(parent -> discharges(receipt, parent))
                .findFirst();
    }

    /** The receipt that discharges this obligation. */
    public Optional<Receipt> dischargedBy(Receipt obligation) {
        return children(obligation.receiptId()).stream()
                .filter(child -> discharges(child, obligation))
                .findFirst();
    }

    public static boolean discharges(Receipt child, Receipt parent) {
        return parent.type().dischargedBy().contains(child.type());
    }

    public Role role(Receipt receipt) {
        ReceiptType type = receipt.type();
        if (type.isObligation()) {
            return Role.OBLIGATION;
        }
        if (type == ReceiptType.SYSTEM_ANOMALY) {
            return Role.ANOMALY;
        }
        if (!type.isTerminator()) {
            return Role.OTHER;
        }
        boolean allKnown = receipts.keySet().containsAll(receipt.parents());
        return discharged(receipt).isPresent() || !allKnown ? Role.TERMINATOR : Role.WITHOUT_PROOF;
    }
}
