package dev.asyncgate.app.receipt;

import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a receipt stands to the discharge of an obligation, with the evidence. */
sealed interface Proof {

    /** It neither is an obligation nor could discharge one. */
    record NotConcerned() implements Proof {}

    /**
     * It discharges an obligation.
     *
     * @param parentNumber from 1
     * @param work null for an end that leaves no work to be found, such as a failure
     */
    record Discharges(
            Receipt terminator,
            Receipt obligation,
            int parentNumber,
            @Nullable Work work) implements Proof {}

    /** Its type could have discharged one, but it names none. */
    record CannotDischarge(Receipt terminator, Work work) implements Proof {}

    /** It is an obligation that was discharged. */
    record Discharged(Receipt obligation, Receipt terminator) implements Proof {}

    /** It is an obligation that is open, maybe because this terminator could not discharge it. */
    record Open(Receipt obligation, @Nullable Receipt without) implements Proof {}

    /**
     * By what the work can be found.
     *
     * @param artifacts how many
     * @param shown the artifacts as JSON; empty when there are none
     */
    record Work(int artifacts, boolean deliveryProof, List<JsonToken> shown) {

        boolean isLocated() {
            return artifacts > 0 || deliveryProof;
        }

        static Work of(Receipt completed) {
            JsonNode body = completed.body().node();
            JsonNode artifacts = body.path("artifacts");
            JsonNode proof = body.path("delivery_proof");
            int count = artifacts.isArray() ? artifacts.size() : artifacts.isObject() && !artifacts.isEmpty() ? 1 : 0;
            boolean proven = proof.isString() ? !proof.stringValue().isEmpty() : proof.isObject() && !proof.isEmpty();
            return new Work(count, proven, count == 0 ? List.of() : JsonToken.member("artifacts", artifacts));
        }
    }

    static Proof of(ReceiptIndex index, Receipt receipt) {
        return switch (index.role(receipt)) {
            case OBLIGATION -> ofObligation(index, receipt);
            case WITHOUT_PROOF -> new CannotDischarge(receipt, Work.of(receipt));
            case TERMINATOR ->
                index.discharged(receipt)
                        .<Proof>map(obligation -> new Discharges(
                                receipt,
                                obligation,
                                receipt.parents().indexOf(obligation.receiptId()) + 1,
                                leavesWork(receipt) ? Work.of(receipt) : null))
                        .orElseGet(NotConcerned::new);
            case ANOMALY, OTHER -> new NotConcerned();
        };
    }

    private static Proof ofObligation(ReceiptIndex index, Receipt obligation) {
        Optional<Receipt> terminator = index.dischargedBy(obligation);
        if (terminator.isPresent()) {
            return new Discharged(obligation, terminator.get());
        }
        if (!index.isOpen(obligation.receiptId())) {
            return new NotConcerned();
        }
        Receipt without = index.ofTask(ReceiptIndex.taskOf(obligation)).stream()
                .filter(receipt -> index.role(receipt) == Role.WITHOUT_PROOF)
                .findFirst()
                .orElse(null);
        return new Open(obligation, without);
    }

    private static boolean leavesWork(Receipt receipt) {
        return receipt.type() == ReceiptType.TASK_COMPLETED || receipt.type() == ReceiptType.TASK_AMENDED;
    }
}
