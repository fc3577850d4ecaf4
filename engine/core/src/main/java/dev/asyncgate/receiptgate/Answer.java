package dev.asyncgate.receiptgate;

/** What became of a call to ReceiptGate. */
sealed interface Answer {

    /** Why, for people; carries no secret. */
    String reason();

    /** It is done there; a receipt is kept there, by this call or an earlier one. */
    record Done() implements Answer {
        @Override
        public String reason() {
            return "";
        }
    }

    /** ReceiptGate works, and does not want this receipt as it is. */
    record Refused(String reason) implements Answer {}

    /** Nobody knows whether it was done: ReceiptGate did not answer, or not in a way that can be understood. */
    record Unreachable(String reason) implements Answer {}

    /** Nothing was done there. */
    record NotTried(String reason) implements Answer {}
}
